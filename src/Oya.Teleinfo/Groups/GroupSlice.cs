namespace Oya.Teleinfo;

/// <summary>
/// The position of a group and its parts in the text of its piece, with its label and fault: twelve bytes.
/// </summary>
/// <param name="Start">Offset of its first byte in the text; a piece has at most 4096 bytes.</param>
/// <param name="Length">Bytes up to its line end.</param>
/// <param name="NameLength">Bytes of its label; 0 when the label could not be read.</param>
/// <param name="DataStart">Offset of its data in the group.</param>
/// <param name="Label">The label.</param>
/// <param name="Mode">The mode, by its separator.</param>
/// <param name="Fault">Why the group is invalid.</param>
readonly record struct GroupSlice(
    ushort Start, ushort Length, ushort NameLength, ushort DataStart, TicLabel Label, TicMode Mode, GroupFault Fault)
{
    public bool IsValid => Fault == GroupFault.None;

    /// <summary>Bytes of its data. A group with a label also has a separator and a checksum after the data.</summary>
    public ushort DataLength => (ushort)(NameLength == 0 ? 0 : Length - DataStart - 2);

    /// <summary>Bytes of its horodate, which is between label and data with a separator on each side.</summary>
    public ushort HorodateLength => (ushort)Math.Max(0, DataStart - NameLength - 2);
}
