using System.Text;

namespace Oya.Teleinfo.Tests;

/// <summary>Faults measured in other decoders on valid frames, each held against this one.</summary>
public class PeerFaultTests
{
    static SeenGroup Only(TicMode mode, string text) => Assert.Single(Recorder.Decode(TestFrames.Raw(mode, text)).Groups);

    /// <summary>
    /// pyteleinfo (Home Assistant): 0 of 5,464 standard frames decoded, "should not contain both CR and HT separators".
    /// </summary>
    [Theory]
    [InlineData("NGTF\tH PLEINE/CREUSE "), InlineData("LTARF\t  HEURE  PLEINE "), InlineData("MSG1\tPAS DE          MESSAGE         ")]
    public void A_value_with_spaces_is_not_refused(string text)
    {
        var group = Only(TicMode.Standard, text);
        Assert.True(group is { IsValid: true, Known: true });
        Assert.Equal(text.Split('\t')[1], group.Data);
    }

    /// <summary>
    /// go-ticreader: 46,083 of 58,823 historic frames refused, teleinfo2mqtt-rs: 6,977 of 65,790; a trim ate the
    /// checksum.
    /// </summary>
    [Fact]
    public void A_checksum_that_is_a_space_is_not_trimmed()
    {
        var bytes = "\x02\nPTEC HP..  \r\nHCHP 006127845 $\r\x03"u8.ToArray();
        var first = Recorder.Decode(bytes).Groups[0];
        Assert.Equal(("PTEC", "HP..", GroupFault.None), (first.Name, first.Data, first.Fault));
    }

    /// <summary>
    /// teleinfo2mqtt-rs: all HC frames refused; enedis-tic-lib: HCHC, HCHP, BASE, IINST unknown, historic never
    /// decoded.
    /// </summary>
    [Fact]
    public void Every_historic_tariff_is_known() =>
        Assert.All(
            [
                "OPTARIF BASE", "BASE 000000001", "HCHC 000000001", "EJPHN 000000001", "PEJP 30", "BBRHCJB 000000001",
                "DEMAIN ROUG", "PTEC HPJR",
            ],
            text => Assert.True(Only(TicMode.Historic, text) is { IsValid: true, Known: true }, text));

    /// <summary>LibTeleinfo: DATE never delivered, one format error a frame.</summary>
    [Fact]
    public void DATE_is_delivered_although_its_data_is_empty()
    {
        var group = Only(TicMode.Standard, "DATE\tE210414082625\t");
        Assert.Equal(("DATE", "E210414082625", "", GroupFault.None), (group.Name, group.Horodate, group.Data, group.Fault));
    }

    /// <summary>LibTeleinfo: DPM1 and FPM1 counted as two checksum errors a frame, the season ' ' refused.</summary>
    [Fact]
    public void DPM1_and_FPM1_have_a_season_that_is_a_space()
    {
        Assert.Equal(" 200214060000", Only(TicMode.Standard, "DPM1\t 200214060000\t00").Horodate);
        Assert.True(Only(TicMode.Standard, "FPM1\t 200215060000\t00").IsValid);
    }

    /// <summary>LibTeleinfo: the first frame of a capture always lost.</summary>
    [Fact]
    public void The_first_frame_of_a_capture_is_not_lost() =>
        Assert.Equal(3, Recorder.Decode(TestFrames.Stream(TestFrames.Historic, 3)).Frames.Count(frame => frame.IsWhole));

    /// <summary>
    /// enedis-tic-lib: every frame with DPM1 or FPM1 lost, an exception on any label that it does not know.
    /// </summary>
    [Fact]
    public void An_unknown_label_costs_nothing_of_its_frame()
    {
        var decoded = Recorder.Decode(TestFrames.Raw(TicMode.Historic, "ADCO 041876000321", "NEUF 1", "BASE 000000001"));
        Assert.All(decoded.Groups, group => Assert.True(group.IsValid));
        Assert.Equal([true, false, true], decoded.Groups.Select(group => group.Known));
        Assert.True(Assert.Single(decoded.Frames).IsWhole);
    }

    /// <summary>
    /// teleinfo-nom: panic in the repeated hour of 25 October; LibTeleinfo: one epoch for both; tic2json alone has both
    /// right.
    /// </summary>
    [Fact]
    public void The_hour_that_comes_twice_gives_two_instants_and_no_panic()
    {
        static Instant At(char season) => Assert.Single(Readings.From(TestFrames.Raw(
            TicMode.Standard, "ADSC\t041876000321", $"DATE\t{season}261025023000\t", "EAST\t000000001"))).Reading.At;
        Assert.Equal(3600, At('H').UnixSeconds - At('E').UnixSeconds);
    }

    /// <summary>
    /// teleinfo2mqtt: E260715120000 gives 2026-07-15T12:00:00.000Z, two hours wrong, and e260715... is dropped.
    /// </summary>
    [Fact]
    public void A_local_time_is_not_taken_for_UTC_and_a_degraded_one_is_not_dropped()
    {
        var (_, reading) = Assert.Single(Readings.From(TestFrames.Raw(
            TicMode.Standard, "ADSC\t041876000321", "DATE\te260715120000\t", "EAST\t000000001")));
        Assert.Equal("2026-07-15T10:00:00Z", reading.At.ToString());
        Assert.Equal(ClockQuality.Degraded, reading.Clock);
    }

    /// <summary>LinkyTICnet, enedis-tic-lib, teleinfo2mqtt: no checksum is verified.</summary>
    [Fact]
    public void A_wrong_checksum_is_refused()
    {
        var bytes = TestFrames.Replace(TestFrames.Standard(0), "021004376", "021004377");
        Assert.Equal(GroupFault.Checksum, Recorder.Decode(bytes).Groups.Single(group => !group.IsValid).Fault);
    }

    /// <summary>
    /// tic2json: hung in 17 of 95 cases and stopped in 47; linkytic: 84 uncaught UnicodeDecodeErrors.
    /// </summary>
    [Fact]
    public void A_byte_above_127_neither_hangs_nor_stops_it()
    {
        var frame = TestFrames.Standard(0);
        for (var at = 0; at < frame.Length; at++)
        {
            byte[] bytes = [.. frame, .. TestFrames.Standard(1)];
            bytes[at] = 0xE9;
            Assert.Equal(17, Recorder.Decode(bytes).Groups.TakeLast(17).Count(group => group.IsValid));
        }
    }

    /// <summary>
    /// tic2json turns 0140921t2 into the number 140921; every decoder that verifies sums delivers it as a value.
    /// </summary>
    [Fact]
    public void A_letter_among_the_digits_makes_no_shorter_number()
    {
        var bytes = TestFrames.Replace(TestFrames.Standard(0), "014876531", "01487653q");
        var refused = Recorder.Decode(bytes).Groups.Single(group => !group.IsValid);
        Assert.Equal(("EASF01", GroupFault.Form), (refused.Name, refused.Fault));
        Assert.Null(Assert.Single(Readings.From(bytes)).Reading.Energy.GetSupplierWh(1));
    }

    /// <summary>
    /// TIC2WebSocket: PREF = H\x04\x02, a value made of two glued frames; STX does not restart its frame.
    /// </summary>
    [Fact]
    public void Control_characters_of_two_glued_frames_are_no_value()
    {
        var text = Encoding.Latin1.GetString(TestFrames.Standard(0));
        var cut = text[..(text.IndexOf("URMS1", StringComparison.Ordinal) + 8)] + "\x04" + Encoding.Latin1.GetString(TestFrames.Standard(1));
        var decoded = Recorder.Decode(Encoding.Latin1.GetBytes(cut));
        Assert.All(decoded.Groups, group => Assert.True(group.IsValid && group.Known && !group.Data.Any(char.IsControl)));
        Assert.Equal([FrameEnd.Interrupted, FrameEnd.Complete], decoded.Frames.Select(frame => frame.End));
    }

    /// <summary>teleinfo2mqtt: MOTDETAT is never in the emitted frame.</summary>
    [Fact]
    public void The_last_group_of_a_frame_is_handed_on() =>
        Assert.Equal(["MOTDETAT", "NTARF"], [
            Recorder.Decode(TestFrames.Historic(0)).Groups[^1].Name, Recorder.Decode(TestFrames.Standard(0)).Groups[^1].Name,
        ]);

    /// <summary>
    /// teleinfo-nom: a message that it cannot parse is a panic, and one bad group costs the whole message.
    /// </summary>
    [Fact]
    public void One_bad_group_costs_one_group()
    {
        var decoded = Recorder.Decode(TestFrames.Replace(TestFrames.Standard(0), "EASF01", "?ASF01"));
        Assert.Equal((16, 1), (decoded.Groups.Count(group => group.IsValid), decoded.Groups.Count(group => !group.IsValid)));
    }

    /// <summary>LinkyTICnet: `EASD01 000855593` and `00485559` delivered as values; a duplicate label throws.</summary>
    [Fact]
    public void A_number_that_has_lost_a_digit_and_a_label_that_comes_twice_are_reported()
    {
        var shorter = TestFrames.Raw(TicMode.Standard, "EASD01\t00485559");
        Assert.Equal(GroupFault.Form, Assert.Single(Recorder.Decode(shorter).Groups).Fault);
        var twice = TestFrames.Raw(TicMode.Standard, "ADSC\t041876000321", "EAST\t000000001", "EAST\t000000002");
        Assert.Equal(FrameAnomaly.Sequence, Assert.Single(Anomalies.From(twice)).Anomaly);
    }

    /// <summary>LinkyTICnet keeps only the newest frame of a chunk.</summary>
    [Fact]
    public void All_frames_of_a_chunk_are_read() =>
        Assert.Equal(500, Readings.From(TestFrames.Stream(TestFrames.Standard, 500)).Count);

    /// <summary>
    /// The sum cannot see bits 6 and 7: 92 such flips were delivered as values by every decoder that was tried.
    /// </summary>
    [Fact]
    public void No_flip_of_bit_6_in_a_number_makes_a_value()
    {
        var frame = TestFrames.Standard(0);
        var from = frame.AsSpan().IndexOf("EASF01\t"u8) + 7;
        for (var at = from; at < from + 9; at++)
        {
            byte[] damaged = [.. frame];
            damaged[at] ^= 0x40;
            Assert.Equal(("EASF01", GroupFault.Form), Recorder.Decode(damaged).Groups.Where(group => !group.IsValid).Select(g => (g.Name, g.Fault)).Single());
        }
    }
}
