namespace Oya.Teleinfo.Tests;

/// <summary>The labels that a meter always sends are learned from its frames, and a missing one is reported.</summary>
public class MissingGroupTests
{
    const FrameAnomaly None = FrameAnomaly.None, Missing = FrameAnomaly.Missing;

    static byte[] Without(byte[] frame, string name)
    {
        var from = frame.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes($"\n{name}"));
        return [.. frame[..from], .. frame[(from + frame.AsSpan(from).IndexOf((byte)'\r') + 1)..]];
    }

    static FrameAnomaly[] From(params byte[][] frames) => [.. Anomalies.From([.. frames.SelectMany(f => f)]).Select(d => d.Anomaly)];

    static byte[] Standard(int i, params string[] without) => without.Aggregate(TestFrames.Standard(i), Without);

    static byte[] Historic(int i, params string[] without) => without.Aggregate(TestFrames.Historic(i), Without);

    [Fact]
    public void A_frame_with_a_missing_group_is_reported_and_the_next_one_is_not()
    {
        var anomalies = Anomalies.From([.. Standard(0), .. Standard(1, "EASF02"), .. Standard(2)]);
        Assert.Equal([None, Missing, None], anomalies.Select(one => one.Anomaly));
        Assert.Equal(TicLabel.EASF02, anomalies[1].Label);
    }

    [Fact]
    public void The_missing_group_reveals_a_splice_with_a_valid_checksum_and_a_wrong_value()
    {
        var found = 0;
        for (var i = 0; i < 640; i++)
        {
            static byte[] Frame(int i) => TestFrames.Raw(
                TicMode.Standard, "ADSC\t041876000321", $"EASF01\t{14_876_531:D9}", $"EASF02\t{6_127_000 + i:D9}");
            var frame = Frame(i);
            // The first two digits of one register and the last seven of the next one.
            var (from, to) = (frame.AsSpan().IndexOf("4876531"u8), frame.AsSpan().IndexOf("EASF02"u8) + 9);
            byte[] spliced = [.. frame[..from], .. frame[to..]];
            if (Recorder.Decode(spliced).Groups.All(group => group.IsValid))
            {
                found++;
                var anomalies = Anomalies.From([.. Frame(0), .. spliced, .. Frame(640)]);
                Assert.Equal([None, Missing, None], anomalies.Select(one => one.Anomaly));
                Assert.Equal(TicLabel.EASF02, anomalies[1].Label);
            }
        }

        Assert.True(found > 2);
    }

    [Fact]
    public void A_new_list_of_labels_is_accepted_when_two_frames_in_a_row_agree() => Assert.Equal(
        [None, None, Missing, None, None, None, Missing, Missing, None],
        From(Standard(0, "CCASN"), Standard(1), Standard(2, "CCASN"), Standard(3, "CCASN"), Standard(4, "CCASN"), Standard(5),
            Standard(6, "CCASN"), Standard(7, "MSG1"), Standard(8)));

    [Fact]
    public void Occasional_groups_cause_no_anomaly() => Assert.Equal(
        Enumerable.Repeat(None, 6),
        From(Historic(0), Historic(1, "MOTDETAT"), Historic(2), TestFrames.Short(3), Historic(4, "MOTDETAT"), TestFrames.Short(5)));

    [Theory]
    [InlineData(255, Missing), InlineData(254, None)]
    public void A_missing_status_word_is_reported_once_after_255_frames_with_it(int before, FrameAnomaly expected)
    {
        byte[][] frames =
            [.. Enumerable.Range(0, before).Select(i => Historic(i)), Historic(before, "MOTDETAT"), Historic(before + 1, "MOTDETAT"),
                Historic(before + 2), Historic(before + 3, "MOTDETAT")];
        Assert.Equal([.. Enumerable.Repeat(None, before), expected, None, None, None], From(frames));
    }

    [Fact]
    public void A_status_word_missing_together_with_another_group_remains_expected()
    {
        byte[][] frames =
            [.. Enumerable.Range(0, 255).Select(i => Historic(i)), Historic(255, "PAPP", "MOTDETAT"), Historic(256, "MOTDETAT")];
        Assert.Equal([Missing, Missing], From(frames)[^2..]);
    }

    [Fact]
    public void The_end_of_a_mobile_peak_causes_no_anomaly_and_half_a_peak_is_reported()
    {
        static byte[] Frame(params string[] more) => TestFrames.Raw(
            TicMode.Standard, ["ADSC\t041876000321", "EAST\t000000001", .. more]);
        const string Start1 = "DPM1\t 200214060000\t00", End1 = "FPM1\t 200215060000\t00";
        const string Start2 = "DPM2\t 200216060000\t00", End2 = "FPM2\t 200217060000\t00";
        Assert.Equal(
            [None, None, None, None, Missing, Missing, None, None],
            From(Frame(), Frame(Start1, End1), Frame(), Frame(Start1, End1, Start2, End2), Frame(Start1, Start2, End2),
                Frame(Start1, End1, End2), Frame(Start1, End1), Frame()));
    }

    [Fact]
    public void ADPS_and_MSG2_may_come_once()
    {
        static byte[] Frame(TicMode mode, string address, string energy, params string[] more) =>
            TestFrames.Raw(mode, [address, energy, .. more]);
        Assert.Equal([None, None, None], From(
            Frame(TicMode.Historic, "ADCO 041876000321", "BASE 000000001"),
            Frame(TicMode.Historic, "ADCO 041876000321", "BASE 000000001", "ADPS 037"),
            Frame(TicMode.Historic, "ADCO 041876000321", "BASE 000000001")));
        Assert.Equal([None, None, None], From(
            Frame(TicMode.Standard, "ADSC\t041876000321", "EAST\t000000001"),
            Frame(TicMode.Standard, "ADSC\t041876000321", "EAST\t000000001", "MSG2\tULTRA COURT     "),
            Frame(TicMode.Standard, "ADSC\t041876000321", "EAST\t000000001")));
    }

    [Fact]
    public void A_change_of_mode_and_back_causes_no_anomaly() => Assert.Equal(
        Enumerable.Repeat(None, 6),
        From(Historic(0), Historic(1), Standard(2), Standard(3), Historic(4), Standard(5)));

    [Fact]
    public void A_change_of_contract_costs_one_frame()
    {
        static byte[] Tempo(int i) => TestFrames.Raw(
            TicMode.Historic,
            ["ADCO 041876000321", "OPTARIF BBR(", .. Enumerable.Range(0, 6).Select(r => $"{TicLabel.BBRHCJB + (byte)r} {i:D9}")]);
        Assert.Equal([None, None, Missing, None, None], From(Historic(0), Historic(1), Tempo(2), Tempo(3), Tempo(4)));
    }

    [Fact]
    public void An_invalid_register_makes_the_frame_incomplete_and_an_invalid_current_does_not()
    {
        var register = TestFrames.Replace(TestFrames.Standard(1), "021004377", "021004378");
        var current = TestFrames.Replace(TestFrames.Standard(3), "IRMS1\t006", "IRMS1\t007");
        var anomalies = Anomalies.From([.. Standard(0), .. register, .. Standard(2), .. current]);
        Assert.Equal([None, FrameAnomaly.Incomplete, None, None], anomalies.Select(one => one.Anomaly));
        Assert.Equal((TicLabel.EAST, 1), (anomalies[1].Label, anomalies[3].Frame.InvalidGroups));
    }

    [Fact]
    public void Both_halves_of_a_frame_cut_by_a_false_ETX_are_reported_and_change_no_expectation()
    {
        var cut = TestFrames.Replace(TestFrames.Standard(1), "\nURMS1", "\x03URMS1");
        Assert.Equal([None, Missing, Missing, None], From(Standard(0), cut, Standard(2)));
    }

    [Fact]
    public void A_frame_is_reported_missing_until_the_first_whole_frame()
    {
        var damaged = TestFrames.Replace(TestFrames.Standard(0), "021004376", "021004379");
        Assert.Equal([Missing, None, FrameAnomaly.Incomplete], From(damaged, Standard(1), TestFrames.Replace(Standard(2), "021004378", "021004379")));
    }

    [Fact]
    public void Frames_of_a_recorder_that_drops_STX_and_ETX_are_accepted_from_the_second_on()
    {
        var text = TestFrames.Stream(TestFrames.Historic, 4).Where(b => b is not (0x02 or 0x03));
        Assert.Equal([Missing, None, None, None], Anomalies.From([(byte)'\n', .. text]).Select(one => one.Anomaly));
    }

    [Fact]
    public void A_meter_with_one_group_always_invalid_is_accepted_from_the_second_frame_on()
    {
        static byte[] Damaged(int i) => TestFrames.Replace(TestFrames.Standard(i), "CREUSE ", "CREUSE   ");
        Assert.Equal([Missing, None, None, None], From(Damaged(0), Damaged(1), Damaged(2), Damaged(3)));
    }

    [Fact]
    public void Two_frames_run_together_are_out_of_sequence()
    {
        var first = TestFrames.Standard(0);
        var second = TestFrames.Standard(1);
        // The bytes from the middle of one frame to the middle of the next are lost, with the address between them.
        var glued = first[..first.AsSpan().IndexOf("\nURMS1"u8)].Concat(second[second.AsSpan().IndexOf("\nEASF02"u8)..]).ToArray();
        var anomaly = Assert.Single(Anomalies.From(glued));
        Assert.Equal((FrameAnomaly.Sequence, TicLabel.EASF02), (anomaly.Anomaly, anomaly.Label));
    }

    [Fact]
    public void A_meter_with_an_order_of_its_own_is_accepted_after_two_frames_of_that_order()
    {
        static byte[] Frame(int i, bool own) => TestFrames.Raw(
            TicMode.Historic, "ADCO 041876000321", $"BASE {i:D9}", own ? "PAPP 00420" : "IINST 002", own ? "IINST 002" : "PAPP 00420");
        Assert.Equal(
            [FrameAnomaly.Sequence, Missing, None, None, FrameAnomaly.Sequence],
            From(Frame(0, own: true), Frame(1, own: true), Frame(2, own: true), Frame(3, own: false), Frame(4, own: true)));
    }

    [Fact]
    public void A_label_that_comes_twice_is_always_out_of_sequence()
    {
        static byte[] Twice(int i) => TestFrames.Raw(TicMode.Historic, "ADCO 041876000321", $"BASE {i:D9}", $"BASE {i:D9}");
        Assert.Equal(Enumerable.Repeat(FrameAnomaly.Sequence, 3), From(Twice(0), Twice(1), Twice(2)));
    }

    [Fact]
    public void Groups_of_both_modes_in_one_frame_are_two_frames_run_together()
    {
        var historic = TestFrames.Historic(0);
        var standard = TestFrames.Standard(1);
        byte[] glued = [.. historic[..historic.AsSpan().IndexOf("\nPAPP"u8)], .. standard[standard.AsSpan().IndexOf("\nEAST"u8)..]];
        Assert.Equal([None, FrameAnomaly.Sequence], From(Historic(0), glued));
    }

    [Fact]
    public void Each_meter_has_its_own_list()
    {
        static byte[] Other(int i) => TestFrames.Raw(TicMode.Standard, "ADSC\t099999999999", $"EAST\t{i:D9}");
        Assert.Equal(Enumerable.Repeat(None, 6), From(Standard(0), Other(0), Standard(1), Other(1), Standard(2), Other(2)));
    }

    [Fact]
    public void The_history_keeps_no_more_meters_than_its_capacity_and_forgets_the_oldest()
    {
        var history = new MeterHistory(capacity: 10);
        var anomalies = new Anomalies(history);
        static byte[] Frame(int meter, bool whole) => TestFrames.Raw(
            TicMode.Standard, [$"ADSC\t{meter:D12}", "EAST\t000000001", .. whole ? ["EASF01\t000000001"] : Array.Empty<string>()]);
        for (var i = 1; i <= 1000; i++)
        {
            anomalies.Read(Frame(i, whole: true));
            // Meter 1 sends all the time.
            anomalies.Read(Frame(1, whole: true));
            Assert.InRange(history.Count, 1, 10);
        }

        Assert.Empty(anomalies.Anomalous);
        foreach (var (meter, isKnown) in ((int, bool)[])[(1, true), (1000, true), (999, true), (500, false)])
        {
            anomalies.Read(Frame(meter, whole: false));
            Assert.Equal(isKnown ? Missing : None, anomalies.Seen[^1].Anomaly);
        }
    }

    [Fact]
    public void A_frame_with_unknown_labels_only_has_no_anomaly() =>
        Assert.Equal([None], From(TestFrames.Raw(TicMode.Historic, "ADS 041836000321", "EA_s 001234567Wh")));

    [Fact]
    public void An_unknown_label_of_the_other_mode_changes_nothing()
    {
        static byte[] Frame(int i) =>
            [0x02, .. TestFrames.Raw(TicMode.Standard, "NEW\t1")[1..^1], .. TestFrames.Raw(TicMode.Historic, "ADCO 041876000321", $"BASE {i:D9}")[1..]];
        Assert.Equal([None, None, FrameAnomaly.IndexDown], From(Frame(1), Frame(2), Frame(1)));
    }

    [Fact]
    public void No_damage_of_the_line_makes_it_throw()
    {
        var history = new MeterHistory(capacity: 4);
        var anomalies = new Anomalies(history);
        for (var seed = 0; seed < 3000; seed++)
        {
            var frame = (seed % 4) switch
            {
                3 => TestFrames.Raw(TicMode.Historic, $"ADCO {041_876_000_300 + seed % 100:D12}", "IINST1 003"),
                0 => TestFrames.All(TicMode.Historic, seed % 9),
                1 => TestFrames.All(TicMode.Standard, seed % 9),
                _ => [.. TestFrames.Short(seed % 9), .. TestFrames.Historic(seed % 9)],
            };
            anomalies.Read(Mutations.From([.. frame, .. frame], seed));
        }

        // Each anomaly occurred.
        Assert.Equal(
            Enum.GetValues<FrameAnomaly>(),
            anomalies.Seen.SelectMany(one => Enum.GetValues<FrameAnomaly>().Where(anomaly => anomaly == None ? one.Anomaly == None : one.Anomaly.HasFlag(anomaly)))
                .Distinct().Order());
    }
}
