using CsCheck;

namespace Oya.Teleinfo.Tests;

/// <summary>Damaged frames decode with vectors of every width that this machine has as the scalar path decodes them.</summary>
public class LayoutDamageTests : LayoutTest
{
    [Fact, Exhaustive]
    public void Any_byte_of_a_frame_replaced_by_any_other_decodes_as_the_scalar_path()
    {
        foreach (var kind in Kinds)
        {
            var frame = kind(1);
            byte[] bytes = [.. kind(4), .. frame, .. kind(5)];
            AssertLearned([.. kind(2), .. kind(3), .. bytes], bytes);
            for (var at = kind(4).Length; at < kind(4).Length + frame.Length; at++)
            {
                var sent = bytes[at];
                // Every other value of the byte in a sample of places, each of its bits everywhere.
                for (var other = 1; other < 256; other += at % 97 == 0 ? 1 : other)
                {
                    bytes[at] = (byte)(sent ^ other);
                    SameForAllWidths(bytes);
                }

                bytes[at] = sent;
            }
        }
    }

    void AssertLearned(byte[] toLearn, byte[] intact)
    {
        foreach (var width in AllWidths)
        {
            Same(toLearn, width, toLearn.Length, out _);
            Same(intact, width, intact.Length, out var known);
            Assert.Equal(3, known);
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void Of_a_frame_with_one_damaged_group_the_others_are_verified_as_ever(int width)
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
}
