namespace Oya.Teleinfo;

/// <summary>The result of one pass over the bytes of a line: its end, their sum, and any special bytes.</summary>
/// <param name="Length">Bytes up to its LF or CR, or to the end of the text.</param>
/// <param name="IsEnded">False when the text ends first.</param>
/// <param name="Sum">The sum of its bytes.</param>
/// <param name="Tabs">The number of tabs.</param>
/// <param name="FirstTab">Offset of the first tab in the line.</param>
/// <param name="SecondTab">Offset of the second tab in the line.</param>
/// <param name="HasHighBit">A byte has bit 7 set: a parity error.</param>
/// <param name="HasControl">A byte is neither a printable character nor a tab.</param>
readonly record struct GroupLine(
    int Length, bool IsEnded, int Sum, int Tabs, int FirstTab, int SecondTab, bool HasHighBit, bool HasControl)
{
    public const byte Tab = 0x09, Lf = 0x0A, Cr = 0x0D;

    public static GroupLine At(ReadOnlySpan<byte> text, int start)
    {
        int sum = 0, tabs = 0, first = 0, second = 0, i;
        bool highBit = false, control = false, ended = false;
        for (i = start; i < text.Length; i++)
        {
            uint b = text[i];
            if (b - ' ' <= '~' - ' ')
            {
                sum += (int)b;
                continue;
            }

            if (b is Lf or Cr)
            {
                ended = true;
                break;
            }

            if (b == Tab)
            {
                first = tabs == 0 ? i - start : first;
                second = tabs == 1 ? i - start : second;
                tabs++;
                sum += Tab;
            }

            highBit |= b >= 0x80;
            control |= b != Tab;
        }

        return new(i - start, ended, sum, tabs, first, second, highBit, control);
    }
}
