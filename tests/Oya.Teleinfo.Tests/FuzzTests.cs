using System.Text;
using CsCheck;
using Oya.Proof;

namespace Oya.Teleinfo.Tests;

/// <summary>
/// A million inputs of every kind: the decoder never throws, gives the same in any pieces, and everything that it hands
/// on is as the bytes say (<see cref="ReferenceCheck"/>); one input in twenty-five is read by the reference too.
/// </summary>
public class FuzzTests
{
    static readonly byte[][] Tokens = FuzzInput.MakeTokens();

    static readonly FuzzInput Inputs = new(54);

    static readonly Gen<ulong> Seeds = Gen.ULong;

    [Fact]
    public void Bytes_of_no_meaning_are_read_as_they_are() =>
        Gen.Select(Gen.Byte.Array[0, 150], Seeds).Sample(Check, iter: 250_000, print: Print);

    [Fact]
    public void What_frames_are_made_of_in_any_order_is_read_as_it_is() =>
        Gen.Select(Gen.Int[0, Tokens.Length - 1].Array[0, 40], Seeds).Sample(
            (tokens, seed) => Check([.. tokens.SelectMany(token => Tokens[token])], seed), iter: 250_000);

    [Fact]
    public void Frames_with_faults_are_read_as_they_are() =>
        Gen.Select(Gen.Int[0, 63], Gen.Int[0, 8], Seeds).Sample(
            (frame, faults, seed) => Check(WithFaults(frame, faults, seed), seed), iter: 400_000);

    [Fact]
    public void Whatever_a_port_may_give_is_read_as_it_is() => Seeds.Sample(
        seed =>
        {
            var dice = new Dice(seed);
            Check(Inputs.Next(ref dice), seed);
        },
        iter: 100_000);

    [Fact]
    public void Ten_million_bytes_take_no_more_memory_than_buffers_and_layouts()
    {
        var witness = new ReferenceCheck();
        for (ulong seed = 0; seed < 10; seed++)
        {
            var dice = new Dice(seed);
            witness.Decode(Inputs.Stream(1_000_000, ref dice), 3000, dice);
        }

        Assert.Equal(10_000_000, witness.Statistics.Bytes);
        Assert.InRange(witness.Allocated, 1, 1_000_000);
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
            throw new ReferenceCheckException("the same bytes in other pieces give something else");
        }

        if (dice.OneIn(25) && bytes.Length <= TicDecoder.MaxPieceLength)
        {
            ReferenceDecoder.Decode(bytes).AssertEqual(Recorder.Decode(bytes), $"seed {seed}");
        }
    }

    static string? HasFormOfReference(in TicGroup group)
    {
        var time = group.HorodateBytes.IsEmpty ? null : Encoding.ASCII.GetString(group.HorodateBytes);
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

    // Eight of each meter, half of them with parity.
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

    // All that is decoded here is short: without this no frame would come often enough for its layout to be learned.
    static byte[][] Learned(byte[][] frames)
    {
        var witness = new ReferenceCheck();
        foreach (var frame in frames)
        {
            witness.Decode([.. frame, .. frame, .. frame], int.MaxValue - 1, default);
        }

        return frames;
    }

    static string Print((byte[] Bytes, ulong Seed) input) => $"{Lines.Show(input.Bytes, false)}, seed {input.Seed}";
}
