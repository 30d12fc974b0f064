using System.Text;

namespace Oya.Teleinfo;

/// <summary>
/// One group of information (<i>groupe d'information</i>) as it came: views on the bytes, valid only while it is
/// handled. An invalid group is handed on too, with its <see cref="Fault"/> and its <see cref="Offset"/>.
/// </summary>
public readonly ref struct TicGroup
{
    /// <summary>
    /// The label, or <see cref="TicLabel.Unknown"/>: the checksum was right and the label is none of ours.
    /// </summary>
    public TicLabel Label { get; internal init; }

    /// <summary>Why the group is invalid, or <see cref="GroupFault.None"/>.</summary>
    public GroupFault Fault { get; internal init; }

    /// <summary>By the separator of this group.</summary>
    public TicMode Mode { get; internal init; }

    /// <summary>Offset of its first byte in the stream, from 0.</summary>
    public long Offset { get; internal init; }

    /// <summary>
    /// Everything between LF and CR, parity bits removed, checksum included (Enedis-NOI-CPT_54E §5.3.6).
    /// </summary>
    public ReadOnlySpan<byte> Raw { get; internal init; }

    /// <summary>The label as it was sent, 1..9 bytes; nothing when it could not be read.</summary>
    public ReadOnlySpan<byte> Name { get; internal init; }

    /// <summary>The 13 bytes of the horodate, or nothing (Enedis-NOI-CPT_54E §6.2.1.1).</summary>
    public ReadOnlySpan<byte> HorodateBytes { get; internal init; }

    /// <summary>The data, padding included (Enedis-NOI-CPT_54E §6.2.1.2).</summary>
    public ReadOnlySpan<byte> Data { get; internal init; }

    /// <summary>
    /// True when the checksum was right and the value is one that the label can have, or the label is unknown.
    /// </summary>
    public bool IsValid => Fault == GroupFault.None;

    /// <summary>The form of the label; null when it is unknown.</summary>
    public LabelForm? Form => LabelForm.Find(Label);

    /// <summary>
    /// The value of a group whose data is digits, in the unit of its label (<see cref="LabelForm.Unit"/>); for labels
    /// of hexadecimal digits (STGE, PPOT) their value. Null when the data is not digits.
    /// </summary>
    public long? Number =>
        LabelForm.Find(Label)?.Kind == ValueKind.Hex && AsciiDigits.TryParseHex(Data, out var bits) ? bits
        : AsciiDigits.TryParse(Data, out var value) ? value
        : null;

    /// <summary>The horodate; null when the group has none, or not a real one.</summary>
    public Horodate? Horodate => Teleinfo.Horodate.TryParse(HorodateBytes, out var value) ? value : null;

    /// <summary>The label as text.</summary>
    public string NameText => Encoding.ASCII.GetString(Name);

    /// <summary>The data as text, without its padding.</summary>
    public string DataText => Encoding.ASCII.GetString(Data).Trim();
}
