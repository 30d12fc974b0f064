using static Oya.Teleinfo.ControlBytes;

namespace Oya.Teleinfo;

/// <summary>
/// The bytes between LF and CR, to a group. The grammar (Enedis-NOI-CPT_02E §1.5.3.2): the label goes up to the first
/// separator; the last byte is the checksum, even when it is a space; the byte before it must be the separator; what
/// is in between is data, and may contain spaces.
/// A tab anywhere makes it a group of standard mode: historic data never has one, a standard group has at least two.
/// So each group is checked by one sum only, and never by "either".
/// Most groups are read by what their label lets expect (<see cref="ExpectedGroup"/>), and come here only when damaged.
/// </summary>
static class GroupParser
{
    // The shortest: one letter, separator, separator, checksum.
    const int MinLength = 4;

    /// <param name="content">Bytes without their parity bit; one whose parity was wrong has bit 7 set.</param>
    /// <param name="start">Where the first of them is in the text of its piece.</param>
    /// <param name="line">What one pass over them found.</param>
    public static ParsedGroup Parse(ReadOnlySpan<byte> content, int start, in GroupLine line)
    {
        if (line.HasHighBit)
        {
            return Invalid(content, start, GroupFault.Parity);
        }

        if (line.HasControl || content.Length < MinLength)
        {
            return Invalid(content, start, GroupFault.Structure);
        }

        return line.Tabs > 0 ? Standard(content, start, line) : Historic(content, start, line.Sum);
    }

    static ParsedGroup Standard(ReadOnlySpan<byte> content, int start, in GroupLine line)
    {
        int tabs = line.Tabs, first = line.FirstTab, second = line.SecondTab;
        // Where the checksum should be a tab is a group whose end was lost; two tabs in a row hold no horodate.
        if (tabs is < 2 or > 3 || content[^2] != Tab || content[^1] == Tab || first == 0
            || (tabs == 3 && second == first + 1))
        {
            return Invalid(content, start, GroupFault.Structure);
        }

        var horodate = tabs == 3 ? content[(first + 1)..second] : default;
        var data = content[((tabs == 3 ? second : first) + 1)..^2];
        var fault = Checksum.FromSum(line.Sum - content[^1]) == content[^1] ? GroupFault.None : GroupFault.Checksum;
        return Named(content, start, TicMode.Standard, first, horodate, data, fault);
    }

    static ParsedGroup Historic(ReadOnlySpan<byte> content, int start, int sum)
    {
        var first = content.IndexOf(Space);
        if (first <= 0 || content[^2] != Space || first > content.Length - 3)
        {
            return Invalid(content, start, GroupFault.Structure);
        }

        var data = content[(first + 1)..^2];
        // The sum of historic mode stops before the last separator.
        var fault = Checksum.FromSum(sum - content[^1] - Space) == content[^1] ? GroupFault.None : GroupFault.Checksum;
        return Named(content, start, TicMode.Historic, first, default, data, fault);
    }

    static ParsedGroup Named(
        ReadOnlySpan<byte> content, int start, TicMode mode, int nameLength,
        ReadOnlySpan<byte> horodate, ReadOnlySpan<byte> data, GroupFault fault)
    {
        var form = LabelTable.Find(content[..nameLength]);
        // A label of the other mode is unknown here: EAST with spaces is no group that a meter sends.
        if (form is not null && form.Mode != mode)
        {
            form = null;
        }

        long number = 0, time = 0;
        if (fault == GroupFault.None && form is not null && !form.Read(horodate, data, out number, out time))
        {
            fault = GroupFault.Form;
        }

        var slice = new GroupSlice(
            (ushort)start, (ushort)content.Length, (ushort)nameLength, (ushort)(content.Length - 2 - data.Length),
            form?.Label ?? TicLabel.Unknown, mode, fault);
        return new(slice, number, time);
    }

    static ParsedGroup Invalid(ReadOnlySpan<byte> content, int start, GroupFault fault) =>
        new(new((ushort)start, (ushort)content.Length, 0, 0, TicLabel.Unknown, TicMode.Unknown, fault), 0, 0);
}
