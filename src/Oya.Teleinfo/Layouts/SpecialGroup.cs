namespace Oya.Teleinfo;

/// <summary>A group whose data is more than characters in a range.</summary>
/// <param name="Place">Which group it is.</param>
/// <param name="Start">Where its data begins.</param>
/// <param name="Length">Bytes of it.</param>
/// <param name="Form">What it can be.</param>
readonly record struct SpecialGroup(ushort Place, ushort Start, ushort Length, LabelForm Form)
{
    public static bool Is(LabelForm form) => form.Label is TicLabel.RELAIS or TicLabel.MOTDETAT
        || form.Kind is ValueKind.Hex or ValueKind.Code or ValueKind.DayProfile;
}
