using System.Buffers;

namespace Oya.Teleinfo;

/// <summary>
/// What a label carries: the third defence after parity and checksum. Lengths are exact (Enedis-NOI-CPT_54E §6.2.1.2:
/// data is of fixed width, numbers zero-padded on the left, text padded with spaces, the unit never sent).
/// </summary>
public sealed class LabelForm
{
    // 02E table and text disagree on MOTDETAT: 6 or 10 characters.
    const int LongStatusWord = 10;

    static readonly SearchValues<byte> CapitalsAndDigits =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    internal LabelForm(
        TicLabel label, string name, TicMode mode, ValueKind kind, int length, string unit, HorodateUse horodate,
        string meaning) =>
        (Label, Name, Mode, Kind, Length, Unit, Horodate, Meaning) =
            (label, name, mode, kind, length, unit, horodate, meaning);

    /// <summary>Every label, in the order of emission (Enedis-NOI-CPT_54E §6.1, §6.2.2), historic mode first.</summary>
    public static IReadOnlyList<LabelForm> All => LabelTable.All;

    /// <summary>The label.</summary>
    public TicLabel Label { get; }

    /// <summary>The label as it is sent, 3..9 characters: <c>SMAXSN1-1</c>.</summary>
    public string Name { get; }

    /// <summary>The mode that has it; no label is in both.</summary>
    public TicMode Mode { get; }

    /// <summary>What its data is made of.</summary>
    public ValueKind Kind { get; }

    /// <summary>Bytes of its data, 0..98; MOTDETAT may have 10 as well as 6.</summary>
    public int Length { get; }

    /// <summary>The unit that is never sent: A, V, VA, kVA, W, Wh, VArh, min; or an empty string.</summary>
    public string Unit { get; }

    /// <summary>What it says, in a few words.</summary>
    public string Meaning { get; }

    /// <summary>A horodate comes before the data (Enedis-NOI-CPT_54E §6.2.1.1).</summary>
    public bool HasHorodate => Horodate != HorodateUse.None;

    internal HorodateUse Horodate { get; }

    /// <summary>The form of a label; null for <see cref="TicLabel.Unknown"/>.</summary>
    public static LabelForm? Find(TicLabel label) =>
        (uint)label < (uint)LabelTable.ByLabel.Length ? LabelTable.ByLabel[(int)label] : null;

    /// <summary>
    /// The form of a label by the name that is sent, in capitals; null when no meter of ours sends it.
    /// </summary>
    public static LabelForm? Find(string name) => LabelTable.All.FirstOrDefault(form => form.Name == name);

    /// <summary>True when data and horodate are ones that this label can have.</summary>
    internal bool Accepts(ReadOnlySpan<byte> horodate, ReadOnlySpan<byte> data) => Read(horodate, data, out _, out _);

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
        if (data.Length != Length && !(Label == TicLabel.MOTDETAT && data.Length == LongStatusWord))
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
            // Words of the distributor's own, in capitals and digits: a sum that lets 0 become p is not their only
            // guard.
            case ValueKind.Text when Label is TicLabel.HHPHC:
                return data.IndexOfAnyExceptInRange((byte)'A', (byte)'Z') < 0;
            case ValueKind.Text when Label is TicLabel.MOTDETAT:
                return data.IndexOfAnyExcept(CapitalsAndDigits) < 0;
            default:
                return data.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;
        }
    }
}
