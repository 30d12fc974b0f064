using CsCheck;

namespace Oya.Teleinfo.Tests;

/// <summary>A register never goes down, and counts no more than the breaker lets through in the time.</summary>
public class IndexAnomalyTests
{
    const FrameAnomaly None = FrameAnomaly.None, Down = FrameAnomaly.IndexDown, TooFast = FrameAnomaly.IndexTooFast;

    // What 6 kVA let through in a second: 1.3 times that is 2.17 Wh.
    const int Kva = 6;

    static readonly Instant Start = TestFrames.Start;

    static byte[] Frame(long at, long wh, int kva = Kva, long? partWh = null) => TestFrames.Frame(w =>
    {
        w.WriteGroup(TicLabel.ADSC, "041876000321"u8);
        w.WriteGroup(TicLabel.DATE, Horodate.FromInstant(Start.AddSeconds(at)), ""u8);
        w.WriteGroup(TicLabel.EAST, wh);
        w.WriteGroup(TicLabel.EASF01, partWh ?? wh);
        w.WriteGroup(TicLabel.PREF, kva);
    });

    static FrameAnomaly[] From(params (long At, long Wh)[] readings) =>
        [.. Anomalies.From([.. readings.SelectMany(of => Frame(of.At, of.Wh))]).Select(one => one.Anomaly)];

    [Fact]
    public void A_register_that_goes_down_is_marked_with_its_label()
    {
        var anomalies = Anomalies.From([.. Frame(0, 5000), .. Frame(1, 5000, partWh: 4900), .. Frame(2, 5001)]);
        Assert.Equal([None, Down, None], anomalies.Select(one => one.Anomaly));
        Assert.Equal(TicLabel.EASF01, anomalies[1].Label);
    }

    [Fact]
    public void Thirty_nine_thousand_kWh_in_an_hour_are_too_fast() =>
        Assert.Equal([None, TooFast, None], From((0, 5_000_000), (3600, 44_000_000), (3660, 5_003_000)));

    [Theory]
    // 7.8 kW: 2.17 Wh a second, two seconds of granularity, 2 Wh of rounding.
    [InlineData(1, 8, None), InlineData(1, 9, TooFast), InlineData(3600, 7806, None), InlineData(3600, 7807, TooFast)]
    public void As_much_as_the_breaker_lets_through_is_right_and_more_is_not(long seconds, long wh, FrameAnomaly expected) =>
        Assert.Equal([None, expected], From((0, 5000), (seconds, 5000 + wh)));

    [Fact]
    public void A_register_that_rolls_over_has_not_gone_down() =>
        Assert.Equal([None, None, None], From((0, 999_999_998), (2, 1), (4, 2)));

    [Fact]
    public void A_fall_from_anywhere_else_is_no_rollover() =>
        Assert.Equal([None, Down], From((0, 989_999_999), (2, 1)));

    [Fact]
    public void A_rollover_that_counted_too_much_is_too_fast() =>
        Assert.Equal([None, TooFast], From((0, 999_999_998), (2, 9_000_000)));

    [Fact]
    public void A_load_that_always_exceeds_the_contract_costs_one_frame() =>
        Assert.Equal(
            [None, TooFast, None, None, None, None, None],
            From((0, 5000), (60, 5400), (120, 5800), (180, 6250), (240, 6650), (300, 6650), (360, 7400)));

    [Fact]
    public void Frames_that_are_farther_apart_than_their_clock_says_cost_one_frame()
    {
        // One a minute at 3 kW, and a clock that counts a second for it.
        var anomalies = From([.. Enumerable.Range(0, 40).Select(i => ((long)i, 5000L + i * 50))]);
        Assert.Equal([1], Enumerable.Range(0, 40).Where(i => anomalies[i] != None));
    }

    [Fact]
    public void A_register_that_was_reset_costs_one_frame() =>
        Assert.Equal([None, None, Down, None, None], From((0, 12_345_678), (1, 12_345_678), (2, 0), (3, 1), (4, 2)));

    [Fact]
    public void A_jump_that_stays_costs_one_frame() =>
        Assert.Equal([None, TooFast, None, None], From((0, 5000), (1, 900_000), (2, 900_001), (3, 900_002)));

    [Theory]
    [InlineData(900_000), InlineData(17)]
    public void A_wrong_first_value_costs_one_true_frame(long wrong) =>
        Assert.Equal(
            [None, wrong > 5000 ? Down : TooFast, None, None, None],
            From((0, wrong), (1, 5000), (2, 5001), (3, 5002), (4, 5003)));

    [Fact]
    public void Captures_in_any_order_are_right_and_what_is_earlier_must_be_lower()
    {
        Assert.Equal([None, None, None, None], From((86_400, 20_000), (86_460, 20_010), (0, 5000), (60, 5010)));
        Assert.Equal([None, Down], From((86_400, 20_000), (0, 20_500)));
        Assert.Equal([None, TooFast], From((60, 20_000), (0, 5000)));
    }

    [Fact]
    public void A_clock_that_was_put_back_costs_one_frame_at_most() =>
        Assert.Equal([None, None, Down, None, None], From((1000, 5000), (1001, 5001), (3, 5002), (4, 5003), (5, 5004)));

    [Fact]
    public void A_date_in_the_far_future_locks_nobody_out() =>
        Assert.Equal([None, None, Down, None, None], From((0, 5000), (500_000_000, 5001), (2, 5002), (3, 5003), (4, 5004)));

    [Fact]
    public void What_is_injected_is_not_bound_by_the_contract_for_what_is_drawn()
    {
        static byte[] Producer(int second, int wh) => TestFrames.Raw(
            TicMode.Standard, "ADSC\t041876000321", $"DATE\tH260115{second / 60:D2}{second % 60:D2}00\t", "EAST\t000000001",
            $"EAIT\t{wh:D9}", "PREF\t03");
        // A minute at 36 kVA is 600 Wh, at 3 kVA it would be 50.
        Assert.Equal([None, None, TooFast], Anomalies.From([.. Producer(0, 0), .. Producer(1, 600), .. Producer(2, 1700)]).Select(d => d.Anomaly));
    }

    [Theory]
    // 30 A at 230 V, times 1.3: 8 970 W on one phase.
    [InlineData("IINST 001", 3600, 8_976, None), InlineData("IINST 001", 3600, 8_977, TooFast)]
    [InlineData("IINST1 001", 3600, 26_920, None), InlineData("IINST1 001", 3600, 26_940, TooFast)]
    // Without an instant an hour may have passed.
    [InlineData("IINST 001", -1, 8_976, None), InlineData("IINST 001", -1, 8_977, TooFast), InlineData("IINST 001", -1, -1, Down)]
    public void In_historic_mode_the_subscribed_current_is_the_bound(string current, int seconds, long rise, FrameAnomaly expected)
    {
        byte[] Frame(long wh) => TestFrames.Raw(TicMode.Historic, "ADCO 041876000321", "ISOUSC 30", $"BASE {wh:D9}", current);
        byte[] bytes = [.. Frame(5_000_000), .. Frame(5_000_000 + rise)];
        var anomalies = seconds < 0
            ? Anomalies.From(bytes)
            : Anomalies.From(bytes, frame => Start.AddSeconds(frame.Ordinal * seconds));
        Assert.Equal([None, expected], anomalies.Select(one => one.Anomaly));
    }

    [Fact]
    public void Nothing_is_learned_of_a_frame_that_misses_a_group()
    {
        var lacking = TestFrames.Frame(w =>
        {
            w.WriteGroup(TicLabel.ADSC, "041876000321"u8);
            w.WriteGroup(TicLabel.DATE, Horodate.FromInstant(Start.AddSeconds(1)), ""u8);
            w.WriteGroup(TicLabel.EAST, 800_000);
            w.WriteGroup(TicLabel.PREF, Kva);
        });
        Assert.Equal(
            [None, FrameAnomaly.Missing, TooFast, None],
            Anomalies.From([.. Frame(0, 5000), .. lacking, .. Frame(2, 800_001), .. Frame(3, 5001)]).Select(one => one.Anomaly));
    }

    /// <summary>A true stream with one wrong value of one register.</summary>
    [Fact]
    public void One_wrong_value_marks_its_frame_alone_or_where_it_could_be_true_the_true_one_behind_it() =>
        Gen.Select(
                Gen.Select(Gen.Int[1, 90], Gen.Double[0, 1]).Array[3, 25], Gen.Int[0, 999_999_999], Gen.Int[0, 24],
                Gen.Int[0, 999_999_999], Gen.Bool)
            .Sample((steps, first, place, value, isNear) =>
            {
                var truth = True(steps, first);
                var at = place % truth.Length;
                // Near the true one, where a wrong value could be a true one, or anywhere.
                var wrong = isNear ? (truth[at].Wh + value % 601 - 300 + 1_000_000_000) % 1_000_000_000 : value;
                if (wrong == truth[at].Wh)
                {
                    return;
                }

                var anomalies = From([.. truth.Select((of, i) => i == at ? (of.At, wrong) : of)]);
                var marked = Enumerable.Range(0, anomalies.Length).Where(i => anomalies[i] != None).ToList();
                Assert.All(marked, i => Assert.True(i == at || i == at + 1));
                Assert.True(marked.Count <= 1);
                if (at > 0 && From(truth[at - 1], (truth[at].At, wrong))[1] != None)
                {
                    Assert.Equal([at], marked);
                }
            }, iter: 3000);

    /// <summary>
    /// Whatever was there before, of true frames the second one in a row is free of doubt, and so are all behind it.
    /// </summary>
    [Fact]
    public void No_wrong_values_lock_a_meter_out() =>
        Gen.Select(
                Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, 999_999_999]).Array[0, 12],
                Gen.Select(Gen.Int[1, 90], Gen.Double[0, 1]).Array[2, 8], Gen.Int[0, 999_999_999])
            .Sample((garbage, steps, first) =>
            {
                var truth = True(steps, first);
                var anomalies = From([.. garbage.Select(of => ((long)of.Item1, (long)of.Item2)), .. truth]);
                Assert.All(anomalies[(garbage.Length + 1)..], anomaly => Assert.Equal(None, anomaly));
            }, iter: 3000);

    [Fact]
    public void A_true_stream_is_never_in_doubt() =>
        Gen.Select(Gen.Select(Gen.Int[0, 4000], Gen.Double[0, 1]).Array[1, 30], Gen.Int[0, 999_999_999])
            .Sample((steps, first) => Assert.All(From(True(steps, first)), anomaly => Assert.Equal(None, anomaly)), iter: 2000);

    // The load is a part of what the breaker lets through for ever; the register is cut to the watt-hour.
    static (long At, long Wh)[] True((int Seconds, double Load)[] steps, long first)
    {
        var readings = new (long, long)[steps.Length];
        var (at, joules) = (0L, first * 3600.0);
        for (var i = 0; i < steps.Length; i++)
        {
            readings[i] = (at, (long)(joules / 3600) % 1_000_000_000);
            at += steps[i].Seconds;
            joules += steps[i].Seconds * steps[i].Load * Kva * 1300;
        }

        return readings;
    }
}
