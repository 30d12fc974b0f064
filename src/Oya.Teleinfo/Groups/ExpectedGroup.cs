using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>
/// The form that a label gives to its whole group: lengths are fixed, so the position of each part and of the line end
/// is known once the label is known.
/// </summary>
/// <remarks>
/// A line with all parts in these positions, a valid checksum and a valid value is what <see cref="GroupParser"/> would
/// find byte by byte: a form accepts only printable data, in which spaces are padding only. Any other line is left to
/// <see cref="GroupParser"/>.
/// </remarks>
/// <param name="Key">The first eight bytes of the label.</param>
/// <param name="Form">The form of the label.</param>
/// <param name="Slice">The positions of the parts.</param>
/// <param name="Length">Bytes up to the line end.</param>
/// <param name="Label">The label.</param>
/// <param name="Separator">The separator of the mode.</param>
/// <param name="LastLetter">The last letter of the label: some labels have nine, one more than the key.</param>
/// <param name="IsNumber">True when the data can be any decimal digits.</param>
readonly record struct ExpectedGroup(
    ulong Key, LabelForm Form, GroupSlice Slice, ushort Length, TicLabel Label, byte Separator, byte LastLetter,
    bool IsNumber)
{
    const byte Lf = 0x0A, Cr = 0x0D, Space = 0x20;

    // Bytes before the end of the data that are read at once.
    const int Reach = 2 * AsciiWord.Length;

    public static ExpectedGroup From(LabelForm form, ulong key)
    {
        var name = form.Name.Length;
        var data = name + 1 + (form.Horodate == HorodateUse.None ? 0 : Horodate.Length + 1);
        var length = (ushort)(data + form.Length + 2);
        var slice = new GroupSlice(0, length, (ushort)name, (ushort)data, form.Label, form.Mode, GroupFault.None);
        var separator = (byte)(form.Mode == TicMode.Standard ? '\t' : ' ');
        // The value of RELAIS must fit into one byte, and three digits can exceed it.
        var isNumber = form.Kind is ValueKind.Number or ValueKind.Digits && form.Label != TicLabel.RELAIS;
        return new(key, form, slice, length, form.Label, separator, (byte)form.Name[^1], isNumber);
    }

    /// <summary>Reads the group at an offset of a text; false when the bytes there do not have this form.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAt(ReadOnlySpan<byte> text, int start, out long number, out long time)
    {
        number = time = 0;
        // After this check every offset below is within the text.
        if (start + Length >= text.Length || start + Length - 2 < Reach)
        {
            return false;
        }

        ref readonly var group = ref Unsafe.Add(ref MemoryMarshal.GetReference(text), start);
        ref readonly var dataEnd = ref At(in group, Length - 2);
        if (At(in dataEnd, 2) is not (Lf or Cr) || dataEnd != Separator
            || At(in group, Slice.DataStart - 1) != Separator || At(in group, Slice.NameLength) != Separator
            || At(in group, Slice.NameLength - 1) != LastLetter)
        {
            return false;
        }

        // The sum of historic mode stops before the last separator.
        var sum = Checksum.Compute(in group, Length - (Separator == Space ? 2 : 1));
        return sum == At(in dataEnd, 1)
            && (IsNumber
                ? AsciiDigits.TryParseBefore(in dataEnd, Form.Length, out number)
                : Form.ReadData(text.Slice(start + Slice.DataStart, Form.Length), out number))
            && (Form.Horodate == HorodateUse.None
                || Form.ReadHorodate(text.Slice(start + Slice.NameLength + 1, Horodate.Length), out time));
    }

    static ref readonly byte At(ref readonly byte first, int index) =>
        ref Unsafe.Add(ref Unsafe.AsRef(in first), index);
}
