using System.Text;

namespace Oya.Teleinfo.Tests;

/// <summary>
/// The behaviour of real meters, lines and recorders that the grammar does not mention, each with its bytes.
/// </summary>
public class QuirkTests
{
    static Decoded Decode(string bytes) => Recorder.Decode(Encoding.Latin1.GetBytes(bytes));

    [Fact]
    public void A_CR_that_became_FF_costs_its_group()
    {
        // 0x0D lost its lowest bit, so the checksum appears to have two characters.
        var decoded = Decode("\x02\nADCO 041876000321 <\r\nPTEC HP..  \x0c\nIINST 002 Y\r\x03");
        Assert.Equal([GroupFault.Structure, GroupFault.None], decoded.Groups.TakeLast(2).Select(group => group.Fault));
        Assert.Equal(3, decoded.Groups.Count);
    }

    [Theory]
    [InlineData("\x0b"), InlineData("\x0e"), InlineData("\x0f")]
    public void An_LF_that_became_another_control_character_costs_the_next_group(string lf)
    {
        var decoded = Decode($"\x02\nIINST 002 Y\r{lf}PTEC TH.. $\r\nMOTDETAT 000000 B\r\x03");
        Assert.Equal([GroupFault.None, GroupFault.Structure, GroupFault.None], decoded.Groups.Select(group => group.Fault));
    }

    [Fact]
    public void Groups_glued_by_the_loss_of_both_line_ends_cost_no_other_group()
    {
        var decoded = Decode("\x02\nIINST 002 Y\r\nPTEC TH.. $IMAX 090 H\r\nMOTDETAT 000000 B\r\x03");
        Assert.Equal([true, false, true], decoded.Groups.Select(group => group.IsValid));
    }

    [Fact]
    public void Empty_frames_of_STX_and_ETX_are_ignored()
    {
        var decoded = Decode(string.Concat(Enumerable.Repeat("\x02\x03", 100)));
        Assert.Empty(decoded.Frames);
    }

    [Theory]
    [InlineData("SINSTS\t\t00007"), InlineData("SINST\t\t00007"), InlineData("CCASN\t\t00007"), InlineData("DATE\t\t")]
    public void Two_tabs_in_a_row_have_no_horodate_between_them(string group)
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
    public void An_EOT_in_the_middle_of_a_frame_keeps_the_groups_before_it()
    {
        var decoded = Decode("\x02\nIINST 002 Y\r\nPTEC TH.. $\r\x04\x02\nMOTDETAT 000000 B\r\x03");
        Assert.All(decoded.Groups, group => Assert.True(group.IsValid));
        Assert.Equal([FrameEnd.Interrupted, FrameEnd.Complete], decoded.Frames.Select(frame => frame.End));
        Assert.Equal([0L, 1L], decoded.Frames.Select(frame => frame.Ordinal));
    }

    [Fact]
    public void A_group_cut_by_EOT_is_not_counted_as_a_fault()
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
    public void A_flip_of_bit_6_passes_the_checksum_and_is_invalid_by_form()
    {
        var decoded = Recorder.Decode(TestFrames.Replace(TestFrames.Historic(0), "014876531", "0q4876531"));
        var invalid = decoded.Groups.Single(group => !group.IsValid);
        Assert.Equal(("HCHC", GroupFault.Form), (invalid.Name, invalid.Fault));
    }

    [Fact]
    public void Two_more_spaces_pass_the_checksum_and_are_invalid_by_length()
    {
        var decoded = Recorder.Decode(TestFrames.Replace(TestFrames.Standard(0), "H PLEINE/CREUSE ", "H PLEINE/CREUSE   "));
        Assert.Equal(("NGTF", GroupFault.Form), decoded.Groups.Where(group => !group.IsValid).Select(g => (g.Name, g.Fault)).Single());
    }

    [Fact]
    public void The_mode_may_change_between_two_frames()
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
    public void Parity_bits_are_removed_and_a_wrong_one_costs_its_group()
    {
        var bytes = TestFrames.KeepParity(TestFrames.Standard(0));
        Assert.All(Recorder.Decode(bytes).Groups, group => Assert.True(group.IsValid));
        bytes[bytes.Length / 2] ^= 0x80;
        Assert.Equal(GroupFault.Parity, Recorder.Decode(bytes).Groups.Single(group => !group.IsValid).Fault);
    }

    [Fact]
    public void Parity_detects_two_wrong_bits_that_the_checksum_cannot_see()
    {
        var bytes = TestFrames.KeepParity(TestFrames.Standard(0));
        var at = bytes.AsSpan().IndexOf(TestFrames.KeepParity("021004376"u8.ToArray()));
        (bytes[at + 7], bytes[at + 8]) = ((byte)(bytes[at + 7] ^ 1), (byte)(bytes[at + 8] ^ 1));
        Assert.Equal(GroupFault.Parity, Recorder.Decode(bytes).Groups.Single(group => !group.IsValid).Fault);
    }

    [Fact]
    public void NUL_bytes_at_the_start_are_not_a_frame()
    {
        var decoded = Recorder.Decode([.. new byte[300], .. TestFrames.Historic(0)]);
        Assert.Equal(0, Assert.Single(decoded.Frames).Ordinal);
        Assert.Equal(11, decoded.Groups.Count);
        Assert.Single(Recorder.Decode([.. new byte[20_000], .. TestFrames.Historic(0)]).Frames);
    }

    [Fact]
    public void The_rest_of_a_group_at_the_start_of_a_capture_is_dropped()
    {
        var bytes = TestFrames.Stream(TestFrames.Historic, 2);
        var decoded = Recorder.Decode(bytes.AsSpan(50));
        Assert.All(decoded.Groups, group => Assert.True(group.IsValid));
        Assert.Equal([FrameEnd.Truncated, FrameEnd.Complete], decoded.Frames.Select(frame => frame.End));
    }

    [Fact]
    public void Frames_of_a_terminal_that_dropped_CR_and_ETX_decode_the_same()
    {
        var bytes = TestFrames.Stream(TestFrames.Historic, 4);
        var cooked = Recorder.Decode(TestFrames.Cook(bytes));
        Assert.Equal(Recorder.Decode(bytes).Groups.Select(g => (g.Name, g.Data)), cooked.Groups.Select(g => (g.Name, g.Data)));
        // Whether the last frame had ended is unknown.
        Assert.Equal(
            [FrameEnd.Complete, FrameEnd.Complete, FrameEnd.Complete, FrameEnd.Truncated],
            cooked.Frames.Select(frame => frame.End));
    }

    [Theory]
    [InlineData("\n"), InlineData("\r"), InlineData("\r\n")]
    public void The_address_separates_the_frames_of_a_text_copy_without_control_characters(string lineEnd)
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
    public void A_malformed_group_is_invalid_and_throws_nothing(string text) =>
        Assert.NotEqual(GroupFault.None, Assert.Single(Decode($"\x02\n{text}\r\x03").Groups).Fault);
}
