using System.Text;

namespace Oya.Teleinfo.Tests;

/// <summary>
/// What users of other decoders ask for and complain about, as far as a decoder can answer: each a test.
/// </summary>
public class PeerWishTests
{
    /// <summary>
    /// linkytic #51, #11, #67; esphome #1696, #4690; WeMos-TIC #15: "checksum errors: is it me or the code?"
    /// </summary>
    [Fact]
    public void A_garbled_line_is_told_by_cause_and_place_and_costs_no_other_group()
    {
        var frames = TestFrames.Stream(TestFrames.Standard, 3);
        var damaged = TestFrames.Replace(TestFrames.Replace(frames, "EASD01\t021004377", "EASD01\t021004378"), "\nURMS1\t230", "\x0eURMS1\t230");
        var decoded = Recorder.Decode(damaged, out var counts);
        Assert.Equal((1, 1, 0, 0), (counts.BadChecksum, counts.BadStructure, counts.BadForm, counts.BadParity));
        var refused = decoded.Groups.Where(group => !group.IsValid).ToList();
        Assert.Equal(damaged.AsSpan().IndexOf("EASD01\t021004378"u8), refused[0].Offset);
        Assert.Equal((51 - 2, 2), (decoded.Groups.Count(group => group.IsValid), refused.Count));
    }

    /// <summary>
    /// esphome #2060, #2981, PR 3855: "buffer too small: three-phase standard frame over 1,024 bytes".
    /// </summary>
    [Theory]
    [InlineData(1), InlineData(64), InlineData(255), InlineData(256), InlineData(1024)]
    public void The_longest_frame_there_is_goes_through_chunks_of_any_size(int chunk)
    {
        var frame = TestFrames.All(TicMode.Standard, 1);
        Assert.True(frame.Length > 1700);
        var decoder = new TicDecoder();
        var recorder = new Recorder();
        for (var at = 0; at < frame.Length; at += chunk)
        {
            decoder.Decode(frame.AsSpan(at, Math.Min(chunk, frame.Length - at)), ref recorder);
        }

        Assert.True(Assert.Single(recorder.Seen.Frames).IsWhole);
        Assert.Equal(LabelForm.All.Count(form => form.Mode == TicMode.Standard), recorder.Seen.Groups.Count);
    }

    /// <summary>
    /// Tasmota, esphome: a UART buffer of 256 bytes overruns, and the same bytes are lost of each frame.
    /// </summary>
    [Fact]
    public void Bytes_that_are_lost_at_the_same_place_of_every_frame_make_no_value()
    {
        var sent = TestFrames.Stream(TestFrames.Standard, 20);
        var frames = Enumerable.Range(0, 20).SelectMany(i => TestFrames.Standard(i) is var f ? [.. f[..256], .. f[280..]] : f);
        var known = Recorder.Decode(sent).Groups.Select(group => (group.Name, group.Horodate, group.Data)).ToHashSet();
        Assert.All(
            Recorder.Decode(frames.ToArray()).Groups.Where(group => group.IsValid),
            group => Assert.Contains((group.Name, group.Horodate, group.Data), known));
    }

    /// <summary>
    /// NextDom #91, TICMeter #31, Zlinky #188, #153, #285: "nothing comes after Enedis switches historic to standard".
    /// </summary>
    [Fact]
    public void A_switch_of_the_mode_loses_no_frame_and_a_silent_switch_back_neither()
    {
        byte[] bytes =
        [
            .. TestFrames.Stream(TestFrames.Historic, 3), .. TestFrames.Stream(TestFrames.Standard, 3),
            .. TestFrames.Stream(TestFrames.Historic, 3),
        ];
        var decoded = Recorder.Decode(bytes, out var counts);
        Assert.Equal(9, decoded.Frames.Count(frame => frame.IsWhole));
        Assert.Equal((2, 9), (counts.ModeChanges, Readings.From(bytes).Count));
        Assert.All(Anomalies.From(bytes), one => Assert.Equal(FrameAnomaly.None, one.Anomaly));
    }

    /// <summary>
    /// linkytic #40: a dongle (ADTEK) sends historic frames at 9600 baud; "baud rate is not the mode".
    /// </summary>
    [Fact]
    public void The_mode_is_in_the_bytes_and_nobody_is_asked_for_it()
    {
        Assert.Equal(TicMode.Historic, Assert.Single(Recorder.Decode(TestFrames.Historic(0)).Frames).Mode);
        Assert.Equal(TicMode.Standard, Assert.Single(Recorder.Decode(TestFrames.Standard(0)).Frames).Mode);
    }

    /// <summary>linkytic #40: "with the wrong speed readline never ends and takes Home Assistant down".</summary>
    [Theory]
    [InlineData(""), InlineData("\n"), InlineData("\x02"), InlineData("\x02\n")]
    public void Eight_megabytes_without_an_end_take_no_memory_and_the_next_frame_decodes(string begin)
    {
        var random = new Random(40);
        var noise = new byte[1 << 16];
        var decoder = new TicDecoder();
        var recorder = new Recorder();
        decoder.Decode(Encoding.ASCII.GetBytes(begin), ref recorder);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var sent = 0; sent < 8 << 20; sent += noise.Length)
        {
            for (var i = 0; i < noise.Length; i++)
            {
                // Anything but what ends a line or a frame.
                noise[i] = (byte)random.Next(0x20, 0x7F);
            }

            decoder.Decode(noise, ref recorder);
        }

        // What the recorder keeps of a few parts; the stream is a hundred times that.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 10);
        decoder.Decode(TestFrames.Standard(0), ref recorder);
        Assert.Equal(17, recorder.Seen.Groups.Count(group => group.IsValid));
    }

    /// <summary>Zlinky #397, #179, #181: a decoder froze for six days; "reset after 100 bad frames, please".</summary>
    [Fact]
    public void After_a_hundred_bad_frames_the_next_good_one_decodes_and_is_not_doubted()
    {
        var history = new MeterHistory();
        var anomalies = new Anomalies(history);
        anomalies.Read(TestFrames.Standard(0));
        for (var i = 1; i <= 100; i++)
        {
            anomalies.Read(Mutations.From(TestFrames.Standard(i), i));
        }

        anomalies.Read(TestFrames.Standard(101));
        anomalies.Read(TestFrames.Standard(102));
        Assert.Contains(anomalies.Seen[1..^2], one => one.Anomaly != FrameAnomaly.None);
        Assert.Equal((FrameAnomaly.None, FrameAnomaly.None), (anomalies.Seen[^2].Anomaly, anomalies.Seen[^1].Anomaly));
        Assert.True(anomalies.Seen[^1].Frame.IsWhole);
    }

    /// <summary>Zlinky #353: 39,000 kWh in an hour, with a right checksum.</summary>
    [Fact]
    public void An_impossible_jump_of_the_index_is_marked()
    {
        var jump = TestFrames.Frame(w => Write(w, 1, 60_004_377));
        var anomalies = Anomalies.From([.. TestFrames.Frame(w => Write(w, 0, 21_004_376)), .. jump, .. TestFrames.Frame(w => Write(w, 2, 21_004_377))]);
        Assert.Equal([FrameAnomaly.None, FrameAnomaly.IndexTooFast, FrameAnomaly.None], anomalies.Select(one => one.Anomaly));
        Assert.Equal(TicLabel.EAST, anomalies[1].Label);
    }

    /// <summary>Zlinky #400: "EAST equal to EASF01 once a day", which is lower.</summary>
    [Fact]
    public void An_EAST_with_the_value_of_EASF01_is_marked()
    {
        var anomalies = Anomalies.From(
        [
            .. TestFrames.Frame(w => Write(w, 0, 21_004_376)), .. TestFrames.Frame(w => Write(w, 1, 14_876_531)),
            .. TestFrames.Frame(w => Write(w, 2, 21_004_377)),
        ]);
        Assert.Equal([FrameAnomaly.None, FrameAnomaly.IndexDown, FrameAnomaly.None], anomalies.Select(one => one.Anomaly));
    }

    /// <summary>
    /// Domochip/WTeleInfo #4: `02q876531` for `021876531`; "a '1' read as 'q' with a right checksum".
    /// </summary>
    [Fact]
    public void A_1_that_became_q_has_the_same_checksum_and_is_refused_by_its_form()
    {
        var sent = TestFrames.Raw(TicMode.Historic, "ADCO 041876000321", "BASE 021876531");
        var decoded = Recorder.Decode(TestFrames.Replace(sent, "021876531", "02q876531"), out var counts);
        Assert.Equal((1, 0), (counts.BadForm, counts.BadChecksum));
        Assert.Equal("BASE", decoded.Groups.Single(group => !group.IsValid).Name);
    }

    /// <summary>
    /// NextDom #147, teleinfo2mqtt #29, #47: "empty DATE, no horodate, DPM1/FPM1/PPOINTE/PJOURF+1 refused".
    /// </summary>
    [Theory]
    [InlineData("DATE\tE210414082625\t"), InlineData("DPM1\t 200214060000\t00"), InlineData("FPM1\t 200215060000\t00")]
    [InlineData("PJOURF+1\t00004003 06004004 22004003 NONUTILE NONUTILE NONUTILE NONUTILE NONUTILE NONUTILE NONUTILE NONUTILE")]
    [InlineData("PPOINTE\t00004003 06004004 22004003 NONUTILE NONUTILE NONUTILE NONUTILE NONUTILE NONUTILE NONUTILE NONUTILE")]
    public void No_label_that_a_meter_sends_is_refused(string text)
    {
        var group = Assert.Single(Recorder.Decode(TestFrames.Raw(TicMode.Standard, text)).Groups);
        Assert.True(group is { IsValid: true, Known: true }, $"{group}");
    }

    /// <summary>SebastienReuiller #5, NextDom #147: "checksum not verified at all" (open since 2020).</summary>
    [Theory]
    [InlineData(TicMode.Standard), InlineData(TicMode.Historic)]
    public void The_checksum_of_every_label_is_verified(TicMode mode)
    {
        var frame = TestFrames.All(mode, 1);
        foreach (var at in Enumerable.Range(1, frame.Length - 1).Where(at => frame[at] == '\r'))
        {
            byte[] damaged = [.. frame];
            damaged[at - 1] = damaged[at - 1] == 0x20 ? (byte)0x21 : (byte)0x20;
            _ = Recorder.Decode(damaged, out var counts);
            Assert.Equal((1, 1), (counts.BadChecksum, counts.InvalidGroups));
        }
    }

    /// <summary>openHAB #10527, linkytic #2, Zlinky #78: production; "EAIT only in producer mode".</summary>
    [Fact]
    public void A_producer_has_what_it_injects_and_a_consumer_has_none()
    {
        var producer = Assert.Single(Readings.From(TestFrames.Raw(
            TicMode.Standard, "ADSC\t041876000321", "DATE\tH260115120000\t", "EAST\t000000100", "EAIT\t000004200", "SINSTI\t01253"))).Reading;
        Assert.Equal((4200, 1253), (producer.Energy.ExportWh, producer.ExportVa));
        var consumer = Assert.Single(Readings.From(TestFrames.Standard(0))).Reading;
        Assert.Equal((null, null), (consumer.Energy.ExportWh, consumer.ExportVa));
    }

    /// <summary>teleinfo2mqtt #16, NicolasBernaerts #6, #13: three phases.</summary>
    [Theory]
    [InlineData(TicMode.Standard, "IRMS1\t001", "IRMS2\t002", "IRMS3\t003"), InlineData(TicMode.Historic, "IINST1 001", "IINST2 002", "IINST3 003")]
    public void Three_phases_are_three_currents(TicMode mode, params string[] currents)
    {
        string[] head = mode == TicMode.Standard
            ? ["ADSC\t041876000321", "DATE\tH260115120000\t", "EAST\t000000100"]
            : ["ADCO 041876000321", "BASE 000000100"];
        var reading = Assert.Single(Readings.From(TestFrames.Raw(mode, [.. head, .. currents]))).Reading;
        Assert.Equal(new PerPhase(1, 2, 3), reading.Amperes);
    }

    /// <summary>NicolasBernaerts #48, teleinfo2mqtt #42, home-assistant.io #45509: Tempo colours.</summary>
    [Fact]
    public void The_colours_of_Tempo_are_known_in_both_modes()
    {
        Assert.True(StatusRegister.TryParse("0B3A0401"u8, out var status));
        Assert.Equal((TempoColour.Red, TempoColour.White), (status.Today, status.Tomorrow));
        foreach (var (period, register) in ((string, int)[])[("HCJB", 1), ("HPJB", 2), ("HCJW", 3), ("HPJW", 4), ("HCJR", 5), ("HPJR", 6)])
        {
            string[] registers = [.. Enumerable.Range(0, 6).Select(i => $"{TicLabel.BBRHCJB + (byte)i} {i + 1:D9}")];
            var (_, reading) = Assert.Single(Readings.From(TestFrames.Raw(
                TicMode.Historic, ["ADCO 041876000321", "OPTARIF BBR(", .. registers, $"PTEC {period}", "DEMAIN ROUG"])));
            Assert.Equal((register, (long?)21), ((int)reading.CurrentRegister, reading.Energy.ImportWh));
        }
    }

    /// <summary>Zlinky #117, #185, #223, #331: "why does power change only every 30 min (or 10)?"</summary>
    [Theory]
    [InlineData("H260115230000", "H260115225000", 600), InlineData("H260115090000", "H260115083000", 1800)]
    [InlineData("E261025023000", "E261025020000", 1800), InlineData("H261025020000", "E261025023000", 1800)]
    public void The_step_of_the_load_curve_is_what_its_two_points_say(string last, string previous, int seconds)
    {
        var (_, reading) = Assert.Single(Readings.From(TestFrames.Raw(
            TicMode.Standard, "ADSC\t041876000321", $"DATE\t{last}\t", "EAST\t000000100", $"CCASN\t{last}\t00740", $"CCASN-1\t{previous}\t00512")));
        Assert.Equal(seconds, reading.LastPoint!.Value.End.UnixSeconds - reading.PreviousPoint!.Value.End.UnixSeconds);
        Assert.Equal((740, 512), (reading.LastPoint.Value.Watts, reading.PreviousPoint.Value.Watts));
    }

    /// <summary>
    /// pyLinky #25, MyElectricalData #321, ha-linky #28: "48 half-hours a day is false, one-hour shifts".
    /// </summary>
    [Theory]
    [InlineData("2026-03-29", 46), InlineData("2026-10-25", 50), InlineData("2026-06-21", 48)]
    public void A_day_has_the_half_hours_that_it_has(string day, int count)
    {
        Assert.True(ParisDay.TryParse(day, out var of));
        Assert.Equal(count, of.HalfHours.Count());
    }

    /// <summary>NicolasBernaerts #42: "network clock missing at boot: use the meter's own DATE".</summary>
    [Fact]
    public void The_time_of_a_reading_is_the_meters_own_and_a_degraded_clock_is_reported()
    {
        static Reading From(string date) => Assert.Single(Readings.From(TestFrames.Raw(
            TicMode.Standard, "ADSC\t041876000321", $"DATE\t{date}\t", "EAST\t000000001"))).Reading;
        Assert.Equal((new(1_784_109_600), ClockQuality.Good), (From("E260715120000").At, From("E260715120000").Clock));
        Assert.Equal((new(1_784_109_600), ClockQuality.Degraded), (From("e260715120000").At, From("e260715120000").Clock));
    }

    /// <summary>Dongles strip the parity bit, adapters opened 8N1 keep it: both are the same stream.</summary>
    [Fact]
    public void A_dongle_that_strips_parity_and_one_that_keeps_it_give_the_same()
    {
        var bytes = TestFrames.Stream(TestFrames.Standard, 3);
        var kept = Recorder.Decode(TestFrames.KeepParity(bytes));
        kept.AssertEqual(Recorder.Decode(bytes), "stripped");
    }

    /// <summary>pboettch's dump of 14,042 frames, two of ticdecodecpp: CR became LF, and ^C swallowed ETX.</summary>
    [Fact]
    public void A_capture_that_a_terminal_cooked_gives_the_same_readings()
    {
        var bytes = TestFrames.Stream(TestFrames.Standard, 5);
        var cooked = TestFrames.Cook(bytes);
        Assert.Equal(Readings.From(bytes).Select(of => of.Reading), Readings.From(cooked).Select(of => of.Reading));
        Assert.All(Anomalies.From(cooked), one => Assert.Equal(FrameAnomaly.None, one.Anomaly));
    }

    /// <summary>An old recorder wrote NUL bytes first.</summary>
    [Fact]
    public void NUL_bytes_at_the_start_cost_nothing() =>
        Assert.Equal(3, Readings.From([.. new byte[5000], .. TestFrames.Stream(TestFrames.Standard, 3)]).Count);

    /// <summary>linkytic #9: a thread was killed by an unforeseen byte (and still can be).</summary>
    [Fact]
    public void No_byte_anywhere_keeps_the_next_frame_from_being_read()
    {
        var frame = TestFrames.Historic(0);
        var next = TestFrames.Historic(1);
        for (var value = 0; value < 256; value++)
        {
            for (var at = 1; at < frame.Length; at += 7)
            {
                byte[] bytes = [.. frame[..at], (byte)value, .. frame[at..], .. next];
                Assert.True(Recorder.Decode(bytes).Groups.TakeLast(11).All(group => group.IsValid), $"0x{value:X2} at {at}");
            }
        }
    }

    static void Write(TicWriter w, int i, long east)
    {
        w.WriteGroup(TicLabel.ADSC, "041876000321"u8);
        w.WriteGroup(TicLabel.DATE, Horodate.FromInstant(TestFrames.Start.AddSeconds(i * 3600)), ""u8);
        w.WriteGroup(TicLabel.EAST, east);
        w.WriteGroup(TicLabel.EASF01, 14_876_531);
        w.WriteGroup(TicLabel.PREF, 12);
    }
}
