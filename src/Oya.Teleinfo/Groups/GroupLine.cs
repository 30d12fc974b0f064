using static Oya.Teleinfo.ControlBytes;

namespace Oya.Teleinfo;

/// <summary>
/// A line as one pass over its bytes finds it: where it ends, their sum, and which of them are special.
/// </summary>
/// <param name="Length">Bytes up to its LF or CR, or to the end of the text.</param>
/// <param name="IsEnded">False when the text ends first.</param>
/// <param name="Sum">Of all its bytes.</param>
/// <param name="Tabs">How many tabs it has.</param>
/// <param name="FirstTab">Where the first one is, from its first byte.</param>
/// <param name="SecondTab">Where the second one is.</param>
/// <param name="HasHighBit">A byte has bit 7 set: its parity was wrong.</param>
/// <param name="HasControl">A byte is no printable character and no tab.</param>
readonly record struct GroupLine(
    int Length, bool IsEnded, int Sum, int Tabs, int FirstTab, int SecondTab, bool HasHighBit, bool HasControl)
{
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
