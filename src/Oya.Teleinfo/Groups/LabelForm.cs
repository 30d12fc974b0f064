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
/// <param name="Horodate">Whether a horodate stands before the data.</param>
/// <param name="Meaning">What it says, in a few words.</param>
public sealed record LabelForm(
    TicLabel Label, string Name, TicMode Mode, ValueKind Kind, int Length, string Unit, HorodateUse Horodate, string Meaning)
{
    static readonly SearchValues<byte> CapitalsAndDigits =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    /// <summary>The form of a label; null for <see cref="TicLabel.Unknown"/>.</summary>
    public static LabelForm? Of(TicLabel label) => LabelTable.ByLabel[(int)label];

    /// <summary>The form of a label by the name that is sent; null when no meter of ours sends it.</summary>
    public static LabelForm? OfName(string name) => LabelTable.All.FirstOrDefault(form => form.Name == name);

    /// <summary>Every label, in the order of emission.</summary>
    public static IReadOnlyList<LabelForm> All => LabelTable.All;

    /// <summary>True when data and horodate are ones that this label can have.</summary>
    public bool Accepts(ReadOnlySpan<byte> horodate, ReadOnlySpan<byte> data) =>
        AcceptsHorodate(horodate) && AcceptsData(data);

    bool AcceptsHorodate(ReadOnlySpan<byte> text) => Horodate switch
    {
        HorodateUse.None => text.IsEmpty,
        HorodateUse.WithSeason => Teleinfo.Horodate.TryParse(text, out var time) && time.HasSeason,
        _ => Teleinfo.Horodate.TryParse(text, out var time) && !time.HasSeason,
    };

    bool AcceptsData(ReadOnlySpan<byte> data)
    {
        // 02E table and text disagree on MOTDETAT: 6 or 10 characters.
        if (data.Length != Length && !(Label == TicLabel.MOTDETAT && data.Length == 10))
        {
            return false;
        }

        return Kind switch
        {
            ValueKind.Number or ValueKind.Digits => data.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
                && (Label != TicLabel.RELAIS || data.SequenceCompareTo("255"u8) <= 0),
            ValueKind.Hex => AsciiDigits.TryParseHex(data, out _),
            ValueKind.Code => TariffCodes.Accepts(Label, data),
            ValueKind.DayProfile => DayProfile.IsWellFormed(data),
            // Words of the distributor's own, in capitals and digits: a sum that lets 0 become p is not their only guard.
            ValueKind.Text when Label is TicLabel.HHPHC => data.IndexOfAnyExceptInRange((byte)'A', (byte)'Z') < 0,
            ValueKind.Text when Label is TicLabel.MOTDETAT => data.IndexOfAnyExcept(CapitalsAndDigits) < 0,
            _ => data.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0,
        };
    }
}
