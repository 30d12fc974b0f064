using System.Text;
using CsCheck;
using Oya.Proof;

namespace Oya.Teleinfo.Tests;

/// <summary>
/// A million inputs of all kinds. The decoder never throws, and gives the same result for any chunks. All that it emits
/// agrees with the bytes (<see cref="ReferenceCheck"/>). <see cref="ReferenceDecoder"/> reads one input in twenty-five
/// too.
/// </summary>
public class FuzzTests
{
    static readonly byte[][] Tokens = FuzzInput.MakeTokens();

    static readonly FuzzInput Inputs = new(54);

    static readonly Gen<ulong> Seeds = Gen.ULong;

    [Fact, Exhaustive]
    public void Random_bytes_decode_as_the_reference_says() =>
        Gen.Select(Gen.Byte.Array[0, 150], Seeds).Sample(Check, iter: 250_000, print: Print);

    [Fact, Exhaustive]
    public void Parts_of_frames_in_any_order_decode_as_the_reference_says() =>
        Gen.Select(Gen.Int[0, Tokens.Length - 1].Array[0, 40], Seeds).Sample(
            (tokens, seed) => Check([.. tokens.SelectMany(token => Tokens[token])], seed), iter: 250_000);

    [Fact, Exhaustive]
    public void Frames_with_faults_decode_as_the_reference_says() =>
        Gen.Select(Gen.Int[0, 63], Gen.Int[0, 8], Seeds).Sample(
            (frame, faults, seed) => Check(WithFaults(frame, faults, seed), seed), iter: 400_000);

    [Fact, Exhaustive]
    public void Any_input_of_a_port_decodes_as_the_reference_says() => Seeds.Sample(
        seed =>
        {
            var dice = new Dice(seed);
            Check(Inputs.Next(ref dice), seed);
        },
        iter: 100_000);

    [Fact]
    public void Ten_million_bytes_allocate_only_buffers_and_layouts()
    {
        var check = new ReferenceCheck();
        for (ulong seed = 0; seed < 10; seed++)
        {
            var dice = new Dice(seed);
            check.Decode(Inputs.Stream(1_000_000, ref dice), 3000, dice);
        }

        Assert.Equal(10_000_000, check.Statistics.Bytes);
        Assert.InRange(check.Allocated, 1, 1_000_000);
    }

    static void Check(byte[] bytes, ulong seed)
    {
        var dice = new Dice(seed);
        var whole = new ReferenceCheck();
        whole.Decode(bytes, int.MaxValue - 1, default);
        var pieces = new ReferenceCheck(HasFormOfReference);
        pieces.Decode(bytes, dice.Between(1, 300), dice);
        if (whole.Sum != pieces.Sum)
        {
            throw new ReferenceCheckException("the same bytes in other chunks give another result");
        }

        if (dice.OneIn(25) && bytes.Length <= TicDecoder.MaxPieceLength)
        {
            ReferenceDecoder.Decode(bytes).AssertEqual(Recorder.Decode(bytes), $"seed {seed}");
        }
    }

    static string? HasFormOfReference(in TicGroup group)
    {
        var time = group.HorodateText.IsEmpty ? null : Encoding.ASCII.GetString(group.HorodateText);
        return ReferenceForms.Accepts(group.NameText, time, Encoding.ASCII.GetString(group.Data))
            ? null
            : "a value that its label cannot have was accepted";
    }

    static byte[] WithFaults(int frame, int faults, ulong seed)
    {
        var dice = new Dice(seed);
        List<byte> bytes = [.. Frames[frame]];
        for (; faults > 0; faults--)
        {
            Fault.Make(bytes, ref dice);
        }

        return [.. bytes];
    }

    static readonly byte[][] Frames = Learned(MakeFrames());

    // Eight frames of each kind of meter, half of them with parity bits.
    static byte[][] MakeFrames()
    {
        var writer = new TicWriter();
        var frames = new byte[64][];
        for (var i = 0; i < frames.Length; i++)
        {
            writer.Clear();
            new InventedMeter((MeterKind)(i / 8), new((ulong)i)).Write(writer);
            frames[i] = writer.Written.ToArray();
            if (i % 2 == 1)
            {
                Lines.SetParity(frames[i]);
            }
        }

        return frames;
    }

    // The inputs are short. Without this, no frame would come often enough for its layout to be learned.
    static byte[][] Learned(byte[][] frames)
    {
        var check = new ReferenceCheck();
        foreach (var frame in frames)
        {
            check.Decode([.. frame, .. frame, .. frame], int.MaxValue - 1, default);
        }

        return frames;
    }

    static string Print((byte[] Bytes, ulong Seed) input) => $"{Lines.Show(input.Bytes, false)}, seed {input.Seed}";
}
