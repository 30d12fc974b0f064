namespace Oya.Teleinfo;

/// <summary>
/// Parses the bytes between LF and CR as a group: the scalar code that decides which fault a group has.
/// </summary>
/// <remarks>
/// <para>The grammar (Enedis-NOI-CPT_02E §1.5.3.2): the label ends at the first separator. The last byte is the
/// checksum, even when it is a space. The byte before it must be the separator. The bytes between are data, which may
/// contain spaces.</para>
/// <para>A tab anywhere makes it a group of standard mode: historic data never has one, and a standard group has at
/// least two. So each group is checked against the sum of one mode only, never against "either".</para>
/// <para>Most groups are read by the form that their label requires (<see cref="ExpectedGroup"/>). Only the
/// other groups come here: damaged ones, unknown labels, and groups at the edge of the text.</para>
/// </remarks>
static class GroupParser
{
    const byte Tab = 0x09, Space = 0x20;

    // The shortest group: one letter, separator, separator, checksum.
    const int MinLength = 4;

    /// <param name="content">The bytes without their parity bit. A byte with a parity error has bit 7 set.</param>
    /// <param name="start">Offset of the first byte in the text of its piece.</param>
    /// <param name="line">The result of one pass over the bytes.</param>
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
        // A tab in the place of the checksum means that the end of the group was lost. Two tabs in a row have no
        // horodate between them.
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
        // A label of the other mode counts as unknown: no meter sends EAST with spaces.
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
