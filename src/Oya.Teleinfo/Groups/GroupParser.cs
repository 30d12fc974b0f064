namespace Oya.Teleinfo;

/// <summary>
/// The bytes between LF and CR, to a group. The grammar (Enedis-NOI-CPT_02E §1.5.3.2): the label goes up to the first
/// separator; the last byte is the checksum, even when it is a space; the byte before it must be the separator; what
/// is in between is data, and may contain spaces.
/// A tab anywhere makes it a group of standard mode: historic data never has one, a standard group has at least two.
/// So each group is checked by one sum only, and never by "either".
/// </summary>
static class GroupParser
{
    const byte Tab = 0x09, Space = 0x20;

    // The shortest: one letter, separator, separator, checksum.
    const int MinLength = 4;

    /// <param name="content">Bytes without their parity bit; one whose parity was wrong has bit 7 set.</param>
    /// <param name="offset">Offset of the first of them in the stream.</param>
    public static TicGroup Parse(ReadOnlySpan<byte> content, long offset)
    {
        int sum = 0, tabs = 0, first = -1, second = -1;
        byte all = 0;
        var control = false;
        for (var i = 0; i < content.Length; i++)
        {
            var b = content[i];
            sum += b;
            all |= b;
            if (b == Tab)
            {
                tabs++;
                if (first < 0)
                {
                    first = i;
                }
                else if (second < 0)
                {
                    second = i;
                }
            }
            else if (b is < Space or 0x7F)
            {
                control = true;
            }
        }

        if (all >= 0x80)
        {
            return Refused(content, offset, GroupFault.Parity);
        }

        if (control || content.Length < MinLength)
        {
            return Refused(content, offset, GroupFault.Structure);
        }

        return tabs > 0
            ? Standard(content, offset, sum, tabs, first, second)
            : Historic(content, offset, sum);
    }

    static TicGroup Standard(ReadOnlySpan<byte> content, long offset, int sum, int tabs, int first, int second)
    {
        // Where the checksum should be a tab is a group whose end was lost.
        if (tabs is < 2 or > 3 || content[^2] != Tab || content[^1] == Tab || first == 0)
        {
            return Refused(content, offset, GroupFault.Structure);
        }

        var horodate = tabs == 3 ? content[(first + 1)..second] : default;
        var data = content[((tabs == 3 ? second : first) + 1)..^2];
        var fault = Checksum.FromSum(sum - content[^1]) == content[^1] ? GroupFault.None : GroupFault.Checksum;
        return Named(content, offset, TicMode.Standard, content[..first], horodate, data, fault);
    }

    static TicGroup Historic(ReadOnlySpan<byte> content, long offset, int sum)
    {
        var first = content.IndexOf(Space);
        if (first <= 0 || content[^2] != Space || first > content.Length - 3)
        {
            return Refused(content, offset, GroupFault.Structure);
        }

        var data = content[(first + 1)..^2];
        // The sum of historic mode stops before the last separator.
        var fault = Checksum.FromSum(sum - content[^1] - Space) == content[^1] ? GroupFault.None : GroupFault.Checksum;
        return Named(content, offset, TicMode.Historic, content[..first], default, data, fault);
    }

    static TicGroup Named(
        ReadOnlySpan<byte> content, long offset, TicMode mode,
        ReadOnlySpan<byte> name, ReadOnlySpan<byte> horodate, ReadOnlySpan<byte> data, GroupFault fault)
    {
        var form = LabelTable.Find(name);
        // A label of the other mode is unknown here: EAST with spaces is no group that a meter sends.
        if (form is not null && form.Mode != mode)
        {
            form = null;
        }

        if (fault == GroupFault.None && form is not null && !form.Accepts(horodate, data))
        {
            fault = GroupFault.Form;
        }

        return new()
        {
            Label = form?.Label ?? TicLabel.Unknown,
            Fault = fault,
            Mode = mode,
            Offset = offset,
            Raw = content,
            Name = name,
            HorodateText = horodate,
            Data = data,
        };
    }

    static TicGroup Refused(ReadOnlySpan<byte> content, long offset, GroupFault fault) =>
        new() { Fault = fault, Offset = offset, Raw = content };
}
