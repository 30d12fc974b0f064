using System.Text;

namespace Oya.Teleinfo.Tests;

/// <summary>What real meters, lines and recorders do that the grammar does not say, each with its bytes.</summary>
public class QuirkTests
{
    static Decoded Decode(string bytes) => Recorder.Decode(Encoding.Latin1.GetBytes(bytes));

    [Fact]
    public void A_CR_that_became_FF_costs_its_group()
    {
        // 0x0D lost its lowest bit: the checksum looks two characters long.
        var decoded = Decode("\x02\nADCO 041876000321 <\r\nPTEC HP..  \x0c\nIINST 002 Y\r\x03");
        Assert.Equal([GroupFault.Structure, GroupFault.None], decoded.Groups.TakeLast(2).Select(group => group.Fault));
        Assert.Equal(3, decoded.Groups.Count);
    }

    [Theory]
    [InlineData("\x0b"), InlineData("\x0e"), InlineData("\x0f")]
    public void An_LF_that_became_another_control_character_costs_the_group_behind_it(string lf)
    {
        var decoded = Decode($"\x02\nIINST 002 Y\r{lf}PTEC TH.. $\r\nMOTDETAT 000000 B\r\x03");
        Assert.Equal([GroupFault.None, GroupFault.Structure, GroupFault.None], decoded.Groups.Select(group => group.Fault));
    }

    [Fact]
    public void Groups_glued_by_the_loss_of_both_line_ends_cost_no_other()
    {
        var decoded = Decode("\x02\nIINST 002 Y\r\nPTEC TH.. $IMAX 090 H\r\nMOTDETAT 000000 B\r\x03");
        Assert.Equal([true, false, true], decoded.Groups.Select(group => group.IsValid));
    }

    [Fact]
    public void STX_and_ETX_alone_are_no_frame_however_often_they_come()
    {
        var decoded = Decode(string.Concat(Enumerable.Repeat("\x02\x03", 100)));
        Assert.Empty(decoded.Frames);
    }

    [Theory]
    [InlineData("SINSTS\t\t00007"), InlineData("SINST\t\t00007"), InlineData("CCASN\t\t00007"), InlineData("DATE\t\t")]
    public void Two_tabs_in_a_row_hold_no_horodate(string group)
    {
        var seen = Assert.Single(Recorder.Decode(TestFrames.Raw(TicMode.Standard, group)).Groups);
        Assert.Equal(GroupFault.Structure, seen.Fault);
    }

    [Fact]
    public void ADPS_glued_to_its_value_is_kept_as_an_unknown_label()
    {
        var group = Assert.Single(Decode("\x02\nADPS037 037 \\\r\x03").Groups);
        Assert.Equal(("ADPS037", "037", false, true), (group.Name, group.Data, group.Known, group.IsValid));
    }

    [Fact]
    public void An_EOT_in_mid_frame_keeps_the_groups_before_it()
    {
        var decoded = Decode("\x02\nIINST 002 Y\r\nPTEC TH.. $\r\x04\x02\nMOTDETAT 000000 B\r\x03");
        Assert.All(decoded.Groups, group => Assert.True(group.IsValid));
        Assert.Equal([FrameEnd.Interrupted, FrameEnd.Complete], decoded.Frames.Select(frame => frame.End));
        Assert.Equal([0L, 1L], decoded.Frames.Select(frame => frame.Ordinal));
    }

    [Fact]
    public void An_EOT_in_a_group_is_no_fault_of_the_line()
    {
        var decoded = Decode("\x02\nIINST 002 Y\r\nHCHP 0195\x04\x02\nMOTDETAT 000000 B\r\x03");
        Assert.Equal(["IINST", "MOTDETAT"], decoded.Groups.Select(group => group.Name));
        Assert.Equal([FrameEnd.Interrupted, FrameEnd.Complete], decoded.Frames.Select(frame => frame.End));
    }

    [Fact]
    public void A_digit_that_became_a_line_break_costs_its_group()
    {
        var decoded = Recorder.Decode(TestFrames.Replace(TestFrames.Historic(0), "014876531", "01487\n531"));
        Assert.Equal(10, decoded.Groups.Count(group => group is { IsValid: true, Known: true }));
        Assert.DoesNotContain(decoded.Groups, group => group is { IsValid: true, Known: false });
    }

    [Fact]
    public void A_flip_of_bit_6_passes_the_sum_and_is_refused_by_form()
    {
        var decoded = Recorder.Decode(TestFrames.Replace(TestFrames.Historic(0), "014876531", "0q4876531"));
        var refused = decoded.Groups.Single(group => !group.IsValid);
        Assert.Equal(("HCHC", GroupFault.Form), (refused.Name, refused.Fault));
    }

    [Fact]
    public void Two_spaces_more_pass_the_sum_and_are_refused_by_length()
    {
        var decoded = Recorder.Decode(TestFrames.Replace(TestFrames.Standard(0), "H PLEINE/CREUSE ", "H PLEINE/CREUSE   "));
        Assert.Equal(("NGTF", GroupFault.Form), decoded.Groups.Where(group => !group.IsValid).Select(g => (g.Name, g.Fault)).Single());
    }

    [Fact]
    public void The_mode_is_found_again_when_it_changes_in_mid_stream()
    {
        var bytes = TestFrames.Historic(0).Concat(TestFrames.Standard(1)).Concat(TestFrames.Historic(2)).ToArray();
        var decoded = Recorder.Decode(bytes, out var statistics);
        Assert.Equal([TicMode.Historic, TicMode.Standard, TicMode.Historic], decoded.Frames.Select(frame => frame.Mode));
        Assert.Equal((3, 2), (statistics.ValidFrames, statistics.ModeChanges));
    }

    [Fact]
    public void The_mode_may_change_in_the_middle_of_a_frame()
    {
        var historic = TestFrames.Historic(0);
        byte[] bytes = [.. historic[..(historic.Length / 2)], .. TestFrames.Standard(1)];
        var decoded = Recorder.Decode(bytes);
        Assert.Equal(17, decoded.Groups.Count(group => group is { IsValid: true, Mode: TicMode.Standard }));
        Assert.Equal([0L, 1L], decoded.Frames.Select(frame => frame.Ordinal));
        Assert.True(decoded.Frames[^1].IsWhole);
    }

    [Fact]
    public void Parity_kept_in_bit_7_is_taken_off_and_a_wrong_one_costs_its_group()
    {
        var bytes = TestFrames.KeepParity(TestFrames.Standard(0));
        Assert.All(Recorder.Decode(bytes).Groups, group => Assert.True(group.IsValid));
        bytes[bytes.Length / 2] ^= 0x80;
        Assert.Equal(GroupFault.Parity, Recorder.Decode(bytes).Groups.Single(group => !group.IsValid).Fault);
    }

    [Fact]
    public void Two_wrong_bits_in_two_bytes_that_no_sum_sees_are_told_by_parity()
    {
        var bytes = TestFrames.KeepParity(TestFrames.Standard(0));
        var at = bytes.AsSpan().IndexOf(TestFrames.KeepParity("021004376"u8.ToArray()));
        (bytes[at + 7], bytes[at + 8]) = ((byte)(bytes[at + 7] ^ 1), (byte)(bytes[at + 8] ^ 1));
        Assert.Equal(GroupFault.Parity, Recorder.Decode(bytes).Groups.Single(group => !group.IsValid).Fault);
    }

    [Fact]
    public void NUL_bytes_at_the_start_are_no_frame()
    {
        var decoded = Recorder.Decode([.. new byte[300], .. TestFrames.Historic(0)]);
        Assert.Equal(0, Assert.Single(decoded.Frames).Ordinal);
        Assert.Equal(11, decoded.Groups.Count);
        Assert.Single(Recorder.Decode([.. new byte[20_000], .. TestFrames.Historic(0)]).Frames);
    }

    [Fact]
    public void Of_a_capture_that_begins_in_mid_group_the_rest_of_that_group_is_dropped()
    {
        var bytes = TestFrames.Stream(TestFrames.Historic, 2);
        var decoded = Recorder.Decode(bytes.AsSpan(50));
        Assert.All(decoded.Groups, group => Assert.True(group.IsValid));
        Assert.Equal([FrameEnd.Truncated, FrameEnd.Complete], decoded.Frames.Select(frame => frame.End));
    }

    [Fact]
    public void A_terminal_that_ate_CR_and_ETX_leaves_frames_that_read_the_same()
    {
        var bytes = TestFrames.Stream(TestFrames.Historic, 4);
        var cooked = Recorder.Decode(TestFrames.Cook(bytes));
        Assert.Equal(Recorder.Decode(bytes).Groups.Select(g => (g.Name, g.Data)), cooked.Groups.Select(g => (g.Name, g.Data)));
        // Of the last one nobody knows whether it had ended.
        Assert.Equal(
            [FrameEnd.Complete, FrameEnd.Complete, FrameEnd.Complete, FrameEnd.Truncated],
            cooked.Frames.Select(frame => frame.End));
    }

    [Theory]
    [InlineData("\n"), InlineData("\r"), InlineData("\r\n")]
    public void Of_a_text_copy_without_control_characters_the_address_tells_the_frames(string lineEnd)
    {
        var text = Encoding.ASCII.GetString(TestFrames.Stream(TestFrames.Historic, 3));
        var copy = text.Replace("\x02", "").Replace("\x03", "").TrimEnd('\r').Replace("\r\n", lineEnd);
        var decoded = Decode(lineEnd + copy + lineEnd);
        Assert.Equal(33, decoded.Groups.Count(group => group.IsValid));
        Assert.Equal([0L, 1L, 2L], decoded.Frames.Select(frame => frame.Ordinal));
        Assert.Equal([0L, 1L, 2L], Readings.From(Encoding.ASCII.GetBytes(lineEnd + copy)).Select(of => of.Ordinal));
    }

    [Fact]
    public void Labels_of_an_industrial_meter_are_kept_as_unknown()
    {
        var bytes = TestFrames.Raw(
            TicMode.Historic, "TRAME LONGUE", "ADS 041836000321",
            "MESURES1 BT 4 SUP36", "DATE 15/07/15 17:59:40", "EA_s 001234567Wh", "PMAX_s 12kVA");
        var decoded = Recorder.Decode(bytes);
        Assert.All(decoded.Groups, group => Assert.True(group is { IsValid: true, Known: false }));
        Assert.Equal("15/07/15 17:59:40", decoded.Groups[3].Data);
        Assert.Equal(ReadingOutcome.NoMeter, Assert.Single(Readings.All(bytes).Outcomes));
    }

    [Fact]
    public void A_standby_frame_and_a_short_frame_give_no_reading_and_no_fault()
    {
        byte[] bytes = [.. TestFrames.Standby(0), .. TestFrames.Short(0), .. TestFrames.Historic(0)];
        Assert.All(Recorder.Decode(bytes).Frames, frame => Assert.True(frame.IsWhole));
        Assert.Equal(
            [ReadingOutcome.NoEnergy, ReadingOutcome.NoEnergy, ReadingOutcome.Untimed], Readings.All(bytes).Outcomes);
    }

    [Theory]
    [InlineData("EAST\t\t"), InlineData("AB\t\t"), InlineData("A\tB\t\t"), InlineData("\t\t\t\t"), InlineData("\t\t\tA")]
    [InlineData("    "), InlineData("A   "), InlineData(" A A"), InlineData("A B"), InlineData("A\tB\tC\tD\tE")]
    public void A_group_that_is_none_is_refused_and_throws_nothing(string text) =>
        Assert.NotEqual(GroupFault.None, Assert.Single(Decode($"\x02\n{text}\r\x03").Groups).Fault);
}
