using System.Text;

namespace Oya.Teleinfo.Tests;

/// <summary>Faults measured in other decoders on valid frames, each held against this one.</summary>
public class PeerFaultTests
{
    static SeenGroup Only(TicMode mode, string text) => Assert.Single(Recorder.Decode(TestFrames.Raw(mode, text)).Groups);

    [Theory]
    [InlineData("NGTF\tH PLEINE/CREUSE "), InlineData("LTARF\t  HEURE  PLEINE "), InlineData("MSG1\tPAS DE          MESSAGE         ")]
    public void A_value_with_spaces_is_not_refused(string text)
    {
        var group = Only(TicMode.Standard, text);
        Assert.True(group is { IsRight: true, Known: true });
        Assert.Equal(text.Split('\t')[1], group.Data);
    }

    [Fact]
    public void A_checksum_that_is_a_space_is_not_trimmed()
    {
        var bytes = "\x02\nPTEC HP..  \r\nHCHP 006127845 $\r\x03"u8.ToArray();
        var first = Recorder.Decode(bytes).Groups[0];
        Assert.Equal(("PTEC", "HP..", GroupFault.None), (first.Name, first.Data, first.Fault));
    }

    [Fact]
    public void Every_historic_tariff_is_known() =>
        Assert.All(
            [
                "OPTARIF BASE", "BASE 000000001", "HCHC 000000001", "EJPHN 000000001", "PEJP 30", "BBRHCJB 000000001",
                "DEMAIN ROUG", "PTEC HPJR",
            ],
            text => Assert.True(Only(TicMode.Historic, text) is { IsRight: true, Known: true }, text));

    [Fact]
    public void DATE_is_delivered_although_its_data_is_empty()
    {
        var group = Only(TicMode.Standard, "DATE\tE210414082625\t");
        Assert.Equal(("DATE", "E210414082625", "", GroupFault.None), (group.Name, group.Horodate, group.Data, group.Fault));
    }

    [Fact]
    public void DPM1_and_FPM1_have_a_season_that_is_a_space()
    {
        Assert.Equal(" 200214060000", Only(TicMode.Standard, "DPM1\t 200214060000\t00").Horodate);
        Assert.True(Only(TicMode.Standard, "FPM1\t 200215060000\t00").IsRight);
    }

    [Fact]
    public void The_first_frame_of_a_capture_is_not_lost() =>
        Assert.Equal(3, Recorder.Decode(TestFrames.Stream(TestFrames.Historic, 3)).Frames.Count(frame => frame.IsWhole));

    [Fact]
    public void An_unknown_label_costs_nothing_of_its_frame()
    {
        var decoded = Recorder.Decode(TestFrames.Raw(TicMode.Historic, "ADCO 041876000321", "NEUF 1", "BASE 000000001"));
        Assert.All(decoded.Groups, group => Assert.True(group.IsRight));
        Assert.Equal([true, false, true], decoded.Groups.Select(group => group.Known));
        Assert.True(Assert.Single(decoded.Frames).IsWhole);
    }

    [Fact]
    public void The_hour_that_comes_twice_gives_two_instants_and_no_panic()
    {
        static Instant At(char season) => Assert.Single(Readings.Of(TestFrames.Raw(
            TicMode.Standard, "ADSC\t041876000321", $"DATE\t{season}261025023000\t", "EAST\t000000001"))).Reading.At;
        Assert.Equal(3600, At('H') - At('E'));
    }

    [Fact]
    public void A_local_time_is_not_taken_for_UTC_and_a_degraded_one_is_not_dropped()
    {
        var (_, reading) = Assert.Single(Readings.Of(TestFrames.Raw(
            TicMode.Standard, "ADSC\t041876000321", "DATE\te260715120000\t", "EAST\t000000001")));
        Assert.Equal("2026-07-15T10:00:00Z", reading.At.ToString());
        Assert.Equal(ClockQuality.Degraded, reading.Clock);
    }

    [Fact]
    public void A_wrong_checksum_is_refused()
    {
        var bytes = TestFrames.Replace(TestFrames.Standard(0), "021004376", "021004377");
        Assert.Equal(GroupFault.Checksum, Recorder.Decode(bytes).Groups.Single(group => !group.IsRight).Fault);
    }

    [Fact]
    public void A_byte_above_127_neither_hangs_nor_stops_it()
    {
        var frame = TestFrames.Standard(0);
        for (var at = 0; at < frame.Length; at++)
        {
            byte[] bytes = [.. frame, .. TestFrames.Standard(1)];
            bytes[at] = 0xE9;
            Assert.Equal(17, Recorder.Decode(bytes).Groups.TakeLast(17).Count(group => group.IsRight));
        }
    }

    [Fact]
    public void A_letter_among_the_digits_makes_no_shorter_number()
    {
        var bytes = TestFrames.Replace(TestFrames.Standard(0), "014876531", "01487653q");
        var refused = Recorder.Decode(bytes).Groups.Single(group => !group.IsRight);
        Assert.Equal(("EASF01", GroupFault.Form), (refused.Name, refused.Fault));
        Assert.Null(Assert.Single(Readings.Of(bytes)).Reading.Energy.Supplier(1));
    }

    [Fact]
    public void Control_characters_of_two_glued_frames_are_no_value()
    {
        var text = Encoding.Latin1.GetString(TestFrames.Standard(0));
        var cut = text[..(text.IndexOf("URMS1", StringComparison.Ordinal) + 8)] + "\x04" + Encoding.Latin1.GetString(TestFrames.Standard(1));
        var decoded = Recorder.Decode(Encoding.Latin1.GetBytes(cut));
        Assert.All(decoded.Groups, group => Assert.True(group.IsRight && group.Known && !group.Data.Any(char.IsControl)));
        Assert.Equal([FrameEnd.Interrupted, FrameEnd.Complete], decoded.Frames.Select(frame => frame.End));
    }
}
