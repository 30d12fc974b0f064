using CsCheck;

namespace Oya.Teleinfo.Tests;

/// <summary>The decoder against <see cref="ReferenceDecoder"/>: the same groups, faults, frames and ends.</summary>
public class ReferenceTests
{
    public static TheoryData<string> Files => Captures.Rows;

    [Fact]
    public void The_reference_knows_every_label() => Assert.Equal(LabelForm.All.Count, ReferenceForms.Count);

    [Theory, MemberData(nameof(Files))]
    public void A_capture_decodes_as_the_reference_says(string file)
    {
        var bytes = Captures.Read(file);
        ReferenceDecoder.Decode(bytes).AssertEqual(Recorder.Decode(bytes), file);
    }

    [Theory, MemberData(nameof(Files))]
    public void A_prefix_of_a_capture_decodes_as_the_reference_says(string file)
    {
        var bytes = Captures.Read(file);
        // Every prefix of the first 1500 bytes, then some longer ones: the reference is slow on purpose.
        var step = 1;
        for (var length = 0; length < bytes.Length; length += step)
        {
            var prefix = bytes[..length];
            ReferenceDecoder.Decode(prefix).AssertEqual(Recorder.Decode(prefix), $"{file}, first {length} bytes");
            step = length < 600 ? 1 : Math.Max(13, bytes.Length / 40);
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void A_prefix_of_a_capture_gives_no_more_groups_than_the_whole(string file)
    {
        var bytes = Captures.Read(file);
        var whole = Recorder.Decode(bytes).Groups;
        for (var length = 0; length < bytes.Length; length += bytes.Length < 4096 ? 1 : 37)
        {
            var groups = Recorder.Decode(bytes.AsSpan(0, length)).Groups;
            Assert.Equal(whole.Take(groups.Count), groups);
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void A_damaged_capture_decodes_as_the_reference_says(string file)
    {
        var bytes = Captures.Read(file);
        for (var seed = 0; seed < 250; seed++)
        {
            // A part of the capture, so that damage is dense and many different kinds occur.
            var random = new Random(seed);
            var from = random.Next(bytes.Length);
            Compare(Mutations.From(bytes[from..Math.Min(bytes.Length, from + random.Next(1, 1600))], seed), $"{file}, seed {seed}");
        }
    }

    [Theory]
    [InlineData(TicMode.Standard), InlineData(TicMode.Historic)]
    public void Damaged_frames_of_every_label_decode_as_the_reference_says(TicMode mode)
    {
        var bytes = TestFrames.Stream(i => TestFrames.All(mode, i), 2);
        for (var seed = 0; seed < 1500; seed++)
        {
            Compare(Mutations.From(seed % 3 == 0 ? TestFrames.KeepParity(bytes) : bytes, seed), $"{mode}, seed {seed}");
        }
    }

    [Fact]
    public void Damage_of_a_new_seed_decodes_as_the_reference_says() =>
        Gen.Select(Gen.Int[0, int.MaxValue - 1], Gen.Bool, Gen.Bool).Sample(
            (seed, isHistoric, isParityKept) =>
            {
                var bytes = TestFrames.Stream(isHistoric ? TestFrames.Historic : TestFrames.Standard, 2);
                Compare(Mutations.From(isParityKept ? TestFrames.KeepParity(bytes) : bytes, seed), $"seed {seed}");
            },
            iter: 500);

    [Fact]
    public void Two_captures_run_together_decode_as_the_reference_says()
    {
        _ = Captures.Read("MANIFEST.tsv");
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            byte[] Part()
            {
                var bytes = Captures.Read(Captures.Files[random.Next(Captures.Files.Count)]);
                var from = random.Next(bytes.Length);
                return bytes[from..Math.Min(bytes.Length, from + random.Next(1500))];
            }

            Compare([.. Part(), .. Part(), .. Part()], $"seed {seed}");
        }
    }

    static void Compare(byte[] bytes, string what)
    {
        Assert.DoesNotContain(Pieces(bytes), length => length > TicDecoder.MaxPieceLength);
        try
        {
            ReferenceDecoder.Decode(bytes).AssertEqual(Recorder.Decode(bytes), what);
        }
        catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
        {
            Assert.Fail($"{what}: {e}");
        }
    }

    static IEnumerable<int> Pieces(byte[] bytes)
    {
        var start = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if ((bytes[i] & 0x7F) is 2 or 3 or 4)
            {
                yield return i - start;
                start = i + 1;
            }
        }

        yield return bytes.Length - start;
    }
}
