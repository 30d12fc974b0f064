using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Oya.Teleinfo.ControlBytes;

namespace Oya.Teleinfo;

/// <summary>
/// A group as a meter sends it: once the label is known, each part of it has its place, and so has the line end. A line
/// that has all of them there, with the right checksum and a value of its form, is what <see cref="GroupParser"/> would
/// find byte by byte: what a form accepts is printable, and has no separator but those that pad it. Of any other line
/// nothing is said here.
/// </summary>
/// <param name="Key">The first eight bytes of the label.</param>
/// <param name="Form">What the label carries.</param>
/// <param name="Slice">Where the parts are.</param>
/// <param name="Length">Bytes up to the line end.</param>
/// <param name="Label">The label.</param>
/// <param name="Separator">Of the mode.</param>
/// <param name="LastLetter">Of the label: some have nine.</param>
/// <param name="IsNumber">Its data is any decimal digits.</param>
readonly record struct ExpectedGroup(
    ulong Key, LabelForm Form, GroupSlice Slice, ushort Length, TicLabel Label, byte Separator, byte LastLetter,
    bool IsNumber)
{
    // What is read at once, before the end of the data.
    const int Reach = 2 * AsciiWord.Length;

    public static ExpectedGroup From(LabelForm form, ulong key)
    {
        var name = form.Name.Length;
        var data = name + 1 + (form.Horodate == HorodateUse.None ? 0 : Horodate.Length + 1);
        var length = (ushort)(data + form.Length + 2);
        var slice = new GroupSlice(0, length, (ushort)name, (ushort)data, form.Label, form.Mode, GroupFault.None);
        var separator = form.Mode == TicMode.Standard ? Tab : Space;
        // RELAIS is one byte, and its three digits can say more.
        var isNumber = form.Kind is ValueKind.Number or ValueKind.Digits && form.Label != TicLabel.RELAIS;
        return new(key, form, slice, length, form.Label, separator, (byte)form.Name[^1], isNumber);
    }

    /// <summary>Reads the group when it is at a place in a text, with its line end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAt(ReadOnlySpan<byte> text, int start, out long number, out long time)
    {
        number = time = 0;
        // Then every place below is within the text.
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
