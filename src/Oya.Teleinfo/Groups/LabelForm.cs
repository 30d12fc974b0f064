using System.Buffers;

namespace Oya.Teleinfo;

/// <summary>
/// What a label carries: the third defence after parity and checksum. Lengths are exact (Enedis-NOI-CPT_54E §6.2.1.2:
/// data is of fixed width, numbers zero-padded on the left, text padded with spaces, the unit never sent).
/// </summary>
/// <param name="Label">The label.</param>
/// <param name="Name">The label as it is sent.</param>
/// <param name="Mode">The mode that has it; no label is in both.</param>
/// <param name="Kind">What its data is made of.</param>
/// <param name="Length">Bytes of its data.</param>
/// <param name="Unit">The unit, or an empty string.</param>
/// <param name="Horodate">Whether a horodate precedes the data.</param>
/// <param name="Meaning">What it says, in a few words.</param>
public sealed record LabelForm(
    TicLabel Label, string Name, TicMode Mode, ValueKind Kind, int Length, string Unit, HorodateUse Horodate, string Meaning)
{
    static readonly SearchValues<byte> CapitalsAndDigits =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    /// <summary>The form of a label; null for <see cref="TicLabel.Unknown"/>.</summary>
    public static LabelForm? Find(TicLabel label) =>
        (uint)label < (uint)LabelTable.ByLabel.Length ? LabelTable.ByLabel[(int)label] : null;

    /// <summary>The form of a label by the name that is sent; null when no meter of ours sends it.</summary>
    public static LabelForm? Find(string name) => LabelTable.All.FirstOrDefault(form => form.Name == name);

    /// <summary>Every label, in the order of emission.</summary>
    public static IReadOnlyList<LabelForm> All => LabelTable.All;

    /// <summary>True when data and horodate are ones that this label can have.</summary>
    public bool Accepts(ReadOnlySpan<byte> horodate, ReadOnlySpan<byte> data) => Read(horodate, data, out _, out _);

    /// <summary>
    /// Reads the number and the instant that the bytes are; false when they are none that this label can have. What the
    /// label does not carry is 0; a horodate without season gives the seconds of its own clock.
    /// </summary>
    internal bool Read(ReadOnlySpan<byte> horodate, ReadOnlySpan<byte> data, out long number, out long unixSeconds)
    {
        unixSeconds = 0;
        return ReadData(data, out number)
            && (Horodate == HorodateUse.None ? horodate.IsEmpty : ReadHorodate(horodate, out unixSeconds));
    }

    /// <summary>Reads the horodate of a label that has one.</summary>
    internal bool ReadHorodate(ReadOnlySpan<byte> text, out long unixSeconds) =>
        Teleinfo.Horodate.TryReadSeconds(text, out unixSeconds)
        && text[0] == ' ' == (Horodate == HorodateUse.WithoutSeason);

    /// <summary>Reads the data alone.</summary>
    internal bool ReadData(ReadOnlySpan<byte> data, out long number)
    {
        number = 0;
        // 02E table and text disagree on MOTDETAT: 6 or 10 characters.
        if (data.Length != Length && !(Label == TicLabel.MOTDETAT && data.Length == 10))
        {
            return false;
        }

        switch (Kind)
        {
            case ValueKind.Number or ValueKind.Digits:
                return AsciiDigits.TryParse(data, out number) && (Label != TicLabel.RELAIS || number <= byte.MaxValue);
            case ValueKind.Hex:
                var isHex = AsciiDigits.TryParseHex(data, out var bits);
                number = bits;
                return isHex;
            case ValueKind.Code:
                return TariffCodes.Accepts(Label, data);
            case ValueKind.DayProfile:
                return DayProfile.IsWellFormed(data);
            // Words of the distributor's own, in capitals and digits: a sum that lets 0 become p is not their only guard.
            case ValueKind.Text when Label is TicLabel.HHPHC:
                return data.IndexOfAnyExceptInRange((byte)'A', (byte)'Z') < 0;
            case ValueKind.Text when Label is TicLabel.MOTDETAT:
                return data.IndexOfAnyExcept(CapitalsAndDigits) < 0;
            default:
                return data.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;
        }
    }
}
