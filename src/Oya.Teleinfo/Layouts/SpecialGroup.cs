namespace Oya.Teleinfo;

/// <summary>What there is to a group whose data is more than characters in a range.</summary>
enum SpecialKind : byte
{
    /// <summary>A number of no more than 255: RELAIS.</summary>
    Byte,

    /// <summary>Hexadecimal digits, which are a number.</summary>
    Hex,

    /// <summary>One of some words, of up to eight characters.</summary>
    Word,

    /// <summary>A day profile.</summary>
    DayProfile,

    /// <summary>A longer word.</summary>
    Other,
}

/// <summary>A group whose data is more than characters in a range.</summary>
/// <param name="Kind">What there is to it.</param>
/// <param name="Place">Which group it is.</param>
/// <param name="Start">Where its data begins.</param>
/// <param name="Length">Bytes of it.</param>
/// <param name="Form">What it can be.</param>
readonly record struct SpecialGroup(SpecialKind Kind, ushort Place, ushort Start, ushort Length, LabelForm Form)
{
    /// <summary>The special group that a mark is, or null.</summary>
    public static SpecialGroup? Of(in GroupMark mark, int place)
    {
        var form = LabelForm.Of(mark.Label)!;
        SpecialKind? kind = form switch
        {
            { Label: TicLabel.RELAIS } => SpecialKind.Byte,
            { Kind: ValueKind.Hex } => SpecialKind.Hex,
            { Kind: ValueKind.DayProfile } => SpecialKind.DayProfile,
            { Label: TicLabel.MOTDETAT } or { Kind: ValueKind.Code } =>
                mark.DataLength <= sizeof(ulong) ? SpecialKind.Word : SpecialKind.Other,
            _ => null,
        };
        return kind is { } known
            ? new(known, (ushort)place, (ushort)(mark.Start + mark.DataStart), mark.DataLength, form)
            : null;
    }
}
