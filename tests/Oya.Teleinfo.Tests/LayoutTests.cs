using System.Globalization;
using System.Text;

namespace Oya.Teleinfo.Tests;

/// <summary>The vectors of every width that this machine has are the way that intact frames go.</summary>
public class LayoutTests : LayoutTest
{
    [Fact]
    public void This_machine_has_vectors() => Assert.NotEmpty(Widths);

    [Theory, MemberData(nameof(Widths))]
    public void Intact_frames_are_verified_whole_from_the_third_on(int width)
    {
        foreach (var kind in Kinds)
        {
            var bytes = TestFrames.Stream(kind, 40);
            Same(bytes, width, bytes.Length, out var known);
            Assert.InRange(known, 38, 40);
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void Chunks_of_a_port_are_verified_whole_as_well(int width)
    {
        foreach (var kind in Kinds)
        {
            var bytes = TestFrames.Stream(kind, 40);
            foreach (var chunk in new[] { 1, 7, 64, 100, 1000, 4096 })
            {
                Same(bytes, width, chunk, out var known);
                Assert.InRange(known, 38, 40);
            }
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void A_stream_that_kept_its_parity_is_verified_whole_as_well(int width)
    {
        foreach (var kind in Kinds)
        {
            Same(TestFrames.KeepParity(TestFrames.Stream(kind, 40)), width, 333, out var known);
            Assert.InRange(known, 38, 40);
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void Kinds_of_meters_that_come_mixed_are_verified_whole(int width)
    {
        const int kinds = 24;
        var random = new Random(width);
        var labels = Enumerable.Range(0, kinds).Select(kind => LabelForm.All.Where(form =>
            form.Mode == (TicMode)(1 + kind % 2)
            && (form.Label is TicLabel.ADSC or TicLabel.ADCO || random.Next(2) == 0)
            && form.Label is not (TicLabel.ADIR1 or TicLabel.ADIR2 or TicLabel.ADIR3)).ToHashSet()).ToList();
        byte[] bytes = [.. Enumerable.Range(0, 1000).SelectMany(i => TestFrames.From(labels[random.Next(kinds)], i))];
        foreach (var chunk in new[] { 64, 5000, bytes.Length })
        {
            Same(bytes, width, chunk, out var known);
            Assert.InRange(known, 1000 - 4 * kinds, 1000);
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void Two_kinds_of_one_length_are_verified_whole_in_turn_and_mixed(int width)
    {
        var one = LabelForm.All.Where(form => form.Mode == TicMode.Standard && form.Label != TicLabel.EASF01).ToHashSet();
        var other = LabelForm.All.Where(form => form.Mode == TicMode.Standard && form.Label != TicLabel.EASF02).ToHashSet();
        byte[] bytes =
        [
            .. Enumerable.Range(0, 20).SelectMany(i => TestFrames.From(one, i)),
            .. Enumerable.Range(20, 20).SelectMany(i => TestFrames.From(other, i)),
            .. Enumerable.Range(40, 20).SelectMany(i => TestFrames.From(i % 3 == 0 ? one : other, i)),
        ];
        foreach (var chunk in new[] { 64, bytes.Length })
        {
            Same(bytes, width, chunk, out var known);
            Assert.InRange(known, 56, 60);
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void A_phase_that_goes_missing_and_comes_back_is_verified_whole_as_well(int width)
    {
        string[] missing = [.. Enumerable.Range(0, 60).Select(i => i is >= 20 and < 40 ? $"0{i % 4 * 2}" : "00")];
        byte[] bytes = [.. missing.SelectMany((phases, i) => TestFrames.ThreePhases(i, Encoding.ASCII.GetBytes(phases)))];
        foreach (var chunk in new[] { 64, bytes.Length })
        {
            Same(bytes, width, chunk, out var known);
            Assert.InRange(known, 56, 60);
        }

        var seen = new List<long?>();
        var handler = new PhasesMissing(seen);
        new TicDecoder(Cache(width)).Decode(bytes, ref handler);
        Assert.Equal(missing.Select(phases => (long?)long.Parse(phases, CultureInfo.InvariantCulture)), seen);
    }

    [Theory, MemberData(nameof(Widths))]
    public void Captures_decode_as_the_scalar_path(int width)
    {
        _ = Captures.Read("MANIFEST.tsv");
        foreach (var file in Captures.Files)
        {
            var bytes = Captures.Read(file);
            Same(bytes.AsSpan(0, Math.Min(bytes.Length, 200_000)), width, 65_536, out _);
        }
    }

    struct PhasesMissing(List<long?> seen) : ITicHandler
    {
        public readonly void OnFrame(in TicFrame frame) => seen.Add(frame.GetNumber(TicLabel.PPOT));
    }
}
