using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using CsCheck;

namespace Oya.Teleinfo.Tests;

/// <summary>
/// The vectors of every width that this machine has give what the scalar path gives: the same groups, faults, numbers,
/// instants and readings; and they are the way that intact frames go.
/// </summary>
public class LayoutTests
{
    readonly ConcurrentDictionary<int, LayoutCache> _caches = [];

    public static TheoryData<int> Widths => [.. new[] { 16, 32, 64 }.Where(width => LayoutCache.ForWidth(width)?.BlockSize == width)];

    static readonly Func<int, byte[]>[] Kinds =
    [
        TestFrames.Standard, TestFrames.Historic, TestFrames.Standby,
        i => TestFrames.All(TicMode.Standard, i), i => TestFrames.From(LongFrames, i),
    ];

    // Short frames begin with a warning, whose three digits end too early for a window of sixteen bytes.
    static IEnumerable<LabelForm> LongFrames =>
        LabelForm.All.Where(form => form.Mode == TicMode.Historic && form.Label > TicLabel.ADIR3);

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
    public void Any_byte_of_a_frame_replaced_by_any_other_decodes_as_the_scalar_path(int width)
    {
        foreach (var kind in Kinds)
        {
            var frame = kind(1);
            byte[] bytes = [.. kind(2), .. kind(3), .. kind(4), .. frame, .. kind(5)];
            var start = bytes.Length - kind(5).Length - frame.Length;
            for (var at = start; at < start + frame.Length; at++)
            {
                var sent = bytes[at];
                // Every other value of the byte in a sample of places, each of its bits everywhere.
                for (var other = 1; other < 256; other += at % 97 == 0 ? 1 : other)
                {
                    bytes[at] = (byte)(sent ^ other);
                    Same(bytes, width, bytes.Length, out _);
                }

                bytes[at] = sent;
            }
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void Of_a_frame_with_one_hurt_group_the_others_are_verified_as_ever(int width)
    {
        Func<int, byte[]>[] kinds = [TestFrames.Standard, TestFrames.Historic, i => TestFrames.All(TicMode.Standard, i)];
        foreach (var kind in kinds)
        {
            var bytes = TestFrames.DamagedStream(kind, 100, seed: width);
            Same(bytes, width, bytes.Length, out _);
            var decoder = new TicDecoder(Cache(width));
            var everything = new Everything();
            decoder.Decode(bytes, ref everything);
            // Of the bits of a frame some make line ends, or ends of frames.
            Assert.InRange(decoder.DamagedFrames, 60, 98);
            // The first two, and those where it is in a text, of which a checksum does not see every bit.
            Assert.InRange(decoder.KnownFrames, 2, 8);
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void Digits_moved_between_values_with_their_sums_kept_right_are_checked_all_the_same(int width)
    {
        // Two bytes of one group, one more and one less: the sum stays right, and each byte may leave its range.
        byte[] bytes = TestFrames.Stream(TestFrames.Standard, 4);
        var random = new Random(width);
        for (var trial = 0; trial < 4_000; trial++)
        {
            int at = random.Next(bytes.Length - 8), other = at + random.Next(1, 8);
            var by = (byte)random.Next(1, 20);
            (bytes[at], bytes[other]) = ((byte)(bytes[at] + by), (byte)(bytes[other] - by));
            Same(bytes, width, bytes.Length, out _);
            (bytes[at], bytes[other]) = ((byte)(bytes[at] - by), (byte)(bytes[other] + by));
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void Every_horodate_there_is_or_is_not_is_reported_as_the_scalar_path(int width)
    {
        var random = new Random(width);
        for (var trial = 0; trial < 1500; trial++)
        {
            var text = $"{"HEheF "[random.Next(6)]}{random.Next(100):D2}{random.Next(14):D2}{random.Next(33):D2}"
                + $"{random.Next(25):D2}{random.Next(61):D2}{random.Next(61):D2}";
            byte[] Frame(string time) => TestFrames.Raw(
                TicMode.Standard, "ADSC\t041876000321", $"DATE\t{time}\t", "EAST\t000000001", $"SMAXSN\t{time}\t00001");
            Same([.. Frame("E260715120000"), .. Frame("H261225130000"), .. Frame(text), .. Frame("E260715120000")], width, 9999, out _);
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void Frames_of_any_labels_and_any_damage_decode_as_the_scalar_path(int width) =>
        Gen.Select(Gen.Int[0, int.MaxValue - 1], Gen.Bool, Gen.Int[1, 3000]).Sample(
            (seed, isHistoric, chunk) =>
            {
                var random = new Random(seed);
                var mode = isHistoric ? TicMode.Historic : TicMode.Standard;
                var labels = LabelForm.All.Where(form => form.Mode == mode && random.Next(3) > 0).ToHashSet();
                byte[] bytes = [.. Enumerable.Range(0, 6).SelectMany(i => TestFrames.From(labels, random.Next(1000)))];
                Same(bytes, width, chunk, out _);
                Same(Mutations.From(bytes, seed), width, chunk, out _);
                Same(TestFrames.KeepParity(Mutations.From(bytes, seed)), width, chunk, out _);
            },
            iter: 200);

    [Theory, MemberData(nameof(Widths))]
    public void More_kinds_of_meters_than_there_is_room_for_decode_as_the_scalar_path(int width)
    {
        var random = new Random(width);
        var cache = Cache(width);
        for (var kind = 0; kind < 3 * LayoutCache.Capacity; kind++)
        {
            var labels = LabelForm.All.Where(form =>
                form.Mode == TicMode.Standard && (form.Label == TicLabel.ADSC || random.Next(2) == 0)).ToHashSet();
            byte[] bytes = [.. Enumerable.Range(0, 5).SelectMany(i => TestFrames.From(labels, 7 * kind + i))];
            Same(bytes, width, bytes.Length, out var known);
            // While there is room each kind is learned from its second frame.
            Assert.InRange(known, 0, 5);
            Assert.InRange(cache.Layouts.Length, 1, LayoutCache.Capacity);
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
    public void Whatever_labels_a_kind_has_it_is_learned(int width) =>
        Gen.Select(Gen.Int[0, int.MaxValue - 1], Gen.Bool, Gen.Int[2, 10]).Sample(
            (seed, isHistoric, one) =>
            {
                var random = new Random(seed);
                var mode = isHistoric ? TicMode.Historic : TicMode.Standard;
                var labels = LabelForm.All.Where(form => form.Mode == mode
                    && form.Label is not (TicLabel.ADIR1 or TicLabel.ADIR2 or TicLabel.ADIR3)
                    && (form.Label is TicLabel.ADSC or TicLabel.ADCO || random.Next(one) == 0)).ToHashSet();
                var decoder = new TicDecoder(new LayoutCache(width));
                var everything = new Everything();
                // The last one has to have something behind it.
                decoder.Decode([.. Enumerable.Range(0, 4).SelectMany(i => TestFrames.From(labels, i)), .. new byte[600]], ref everything);
                Assert.Equal(2, decoder.KnownFrames);
            },
            iter: 2000);

    [Fact]
    public void The_shortest_row_is_for_one_phase_with_one_register_or_two()
    {
        var cache = new LayoutCache(Block512.Size);
        var everything = new Everything();
        foreach (var kind in new[] { TestFrames.Historic, i => TestFrames.From(LongFrames, i) })
        {
            new TicDecoder(cache).Decode(TestFrames.Stream(kind, 2), ref everything);
        }

        Assert.Equal([true, false], cache.Layouts.Select(layout => layout.IsShortest));
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
    public void A_kind_that_is_heard_long_enough_gets_room_on_a_full_shelf(int width)
    {
        More_kinds_of_meters_than_there_is_room_for_decode_as_the_scalar_path(width);
        var labels = LabelForm.All.Where(form => form.Mode == TicMode.Standard && form.Label != TicLabel.VTIC).ToHashSet();
        byte[] bytes = [.. Enumerable.Range(0, 400).SelectMany(i => TestFrames.From(labels, i))];
        Same(bytes, width, bytes.Length, out var known);
        Assert.InRange(known, 100, 400);
    }

    [Theory, MemberData(nameof(Widths))]
    public void A_stream_that_a_terminal_cooked_is_no_reason_to_read_others_the_scalar_path(int width)
    {
        var frames = TestFrames.Stream(TestFrames.Historic, 40);
        byte[] cooked = [.. frames.Select(b => b == 0x0D ? (byte)0x0A : b)];
        Same(cooked, width, cooked.Length, out _);
        Same(frames, width, frames.Length, out var known);
        Assert.InRange(known, 38, 40);
    }

    [Theory, MemberData(nameof(Widths))]
    public void A_frame_behind_a_full_buffer_of_noise_decodes_as_the_scalar_path(int width)
    {
        var frame = TestFrames.Standard(1);
        foreach (var length in new[] { 4094, 4095, 4096, 4097, 8191, 8192, 8193, 12_288 })
        {
            foreach (var noise in new byte[] { (byte)'x', 0x0A, 0x00 })
            {
                byte[] bytes =
                [
                    .. TestFrames.Stream(TestFrames.Standard, 3), 0x02, .. Enumerable.Repeat(noise, length), .. frame[1..],
                    .. TestFrames.Standard(5),
                ];
                Same(bytes, width, bytes.Length, out _);
                Same(bytes, width, 64, out _);
            }
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void Decoders_on_many_threads_share_what_they_learn(int width) => Parallel.For(0, 64, (int i) =>
    {
        var labels = LabelForm.All.Where(form => form.Mode == (TicMode)(1 + i % 2) && (int)form.Label > (int)TicLabel.ADIR3 + i % 5);
        byte[] bytes = [.. Enumerable.Range(0, 40).SelectMany(frame => TestFrames.From(labels, frame + i))];
        Same(bytes, width, 1 + 97 * i, out _);
    });

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

    void Same(ReadOnlySpan<byte> bytes, int width, int chunk, out long known)
    {
        var plain = Everything.From(bytes, null, bytes.Length, out var none);
        Assert.Equal(0, none);
        Assert.Equal(plain, Everything.From(bytes, Cache(width), chunk, out known));
    }

    struct PhasesMissing(List<long?> seen) : ITicHandler
    {
        public readonly void OnFrame(in TicFrame frame) => seen.Add(frame.GetNumber(TicLabel.PPOT));
    }

    // What one test learns is no matter to another.
    LayoutCache Cache(int width) => _caches.GetOrAdd(width, size => new(size));
}
