namespace Oya.Teleinfo.Tests;

/// <summary>
/// A damaged address is a meter that never was: it is told from a new meter by the one that it was before the damage.
/// </summary>
public class UnknownMeterTests
{
    const FrameAnomaly None = FrameAnomaly.None, Unknown = FrameAnomaly.UnknownMeter;

    const long Address = 041_876_000_321;

    static byte[] Standard(int i, long address = Address, long? wh = null) => TestFrames.Frame(w =>
    {
        w.WriteGroup(TicLabel.ADSC, address);
        w.WriteGroup(TicLabel.DATE, Horodate.FromInstant(TestFrames.Start.AddSeconds(i)), ""u8);
        w.WriteGroup(TicLabel.EAST, wh ?? 21_004_376 + i);
        w.WriteGroup(TicLabel.PREF, 6);
    });

    static byte[] Historic(int i, long address = Address, long? wh = null) => TestFrames.Frame(w =>
    {
        w.WriteGroup(TicLabel.ADCO, address);
        w.WriteGroup(TicLabel.ISOUSC, 30);
        w.WriteGroup(TicLabel.BASE, wh ?? 21_004_376 + i);
        w.WriteGroup(TicLabel.IINST, 3);
    });

    static byte[] Short(int i, long address = Address) => TestFrames.Frame(w =>
    {
        w.WriteGroup(TicLabel.ADCO, address);
        w.WriteGroup(TicLabel.IINST1, 3 + i);
    });

    static FrameAnomaly[] From(params byte[][] frames) => [.. Anomalies.From([.. frames.SelectMany(f => f)]).Select(d => d.Anomaly)];

    public static TheoryData<long> Damaged => [041_876_000_312, 041_876_009_321, 941_871_000_326, 041_876_000_057];

    [Theory, MemberData(nameof(Damaged))]
    public void An_address_that_is_a_known_one_but_for_three_digits_is_doubted(long address)
    {
        Assert.Equal([None, Unknown, None], From(Standard(0), Standard(1, address), Standard(2)));
        Assert.Equal([None, Unknown, None], From(Historic(0), Historic(1, address), Historic(2)));
        Assert.Equal([None, Unknown, None], From(Short(0), Short(1, address), Short(2)));
    }

    [Fact]
    public void The_doubt_shows_at_the_address()
    {
        Assert.Equal(TicLabel.ADSC, Anomalies.From([.. Standard(0), .. Standard(1, Address + 1)])[1].Label);
        Assert.Equal(TicLabel.ADCO, Anomalies.From([.. Historic(0), .. Historic(1, Address + 1)])[1].Label);
    }

    [Fact]
    public void A_second_frame_makes_it_a_meter() => Assert.Equal(
        [None, Unknown, None, None, None],
        From(Historic(0), Historic(0, Address + 1), Historic(1), Historic(1, Address + 1), Historic(2, Address + 1)));

    [Fact]
    public void A_damaged_frame_with_a_damaged_address_is_of_nobody_too() => Assert.Equal(
        [None, Unknown, None],
        From(Historic(0), TestFrames.Replace(Historic(1, Address + 1), "IINST 003", "IINST 004"), Historic(2)));

    [Theory]
    [InlineData(Address + 1, 29_000_000), InlineData(Address + 1, 21_003_000), InlineData(Address + 1, 21_005_000)]
    [InlineData(Address + 1111, 21_004_377)]
    public void A_new_meter_is_believed_at_once(long address, long wh)
    {
        Assert.Equal([None, None, None], From(Standard(0), Standard(1, address, wh), Standard(2)));
        Assert.Equal([None, None, None], From(Historic(0), Historic(1, address, wh), Historic(2)));
    }

    [Fact]
    public void A_new_meter_in_the_other_mode_is_believed_at_once() =>
        Assert.Equal([None, None, None], From(Standard(0), Historic(1, Address + 1), Standard(2)));

    [Theory]
    [InlineData(true), InlineData(false)]
    public void Of_single_frames_of_a_thousand_meters_of_one_batch_every_one_is_believed(bool isStandard)
    {
        // Serial numbers without a gap, and registers from 1 000 to 40 000 kWh.
        var random = new Random(5);
        var frames = Enumerable.Range(0, 1000).Select(i =>
        {
            var (address, wh) = (Address + i, random.Next(1_000_000, 40_000_000));
            return isStandard ? Standard(0, address, wh) : Historic(0, address, wh);
        });
        Assert.All(From([.. frames]), anomaly => Assert.Equal(None, anomaly));
    }

    [Theory]
    [InlineData(0), InlineData(500)]
    public void Of_single_frames_of_new_meters_every_one_is_believed(int wh)
    {
        var frames = Enumerable.Range(0, 200).Select(i => Historic(0, Address + i, wh));
        Assert.All(From([.. frames]), anomaly => Assert.Equal(None, anomaly));
    }

    [Fact]
    public void Of_a_thousand_interleaved_meters_that_count_the_same_only_first_frames_are_doubted()
    {
        var frames = Enumerable.Range(0, 3000).Select(i => Historic(i / 1000, Address + i % 1000));
        Assert.DoesNotContain(From([.. frames])[1000..], anomaly => anomaly != None);
    }
}
