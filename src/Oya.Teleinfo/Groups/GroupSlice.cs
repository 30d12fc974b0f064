namespace Oya.Teleinfo;

/// <summary>Where a group and its parts are in the text of its piece, and what was found of it: twelve bytes.</summary>
/// <param name="Start">Where its first byte is; a piece has 4096 bytes at most.</param>
/// <param name="Length">Bytes from there to its line end.</param>
/// <param name="NameLength">Bytes of its label; 0 when it could not be read.</param>
/// <param name="DataStart">Where its data is, from its own first byte.</param>
/// <param name="Label">The label.</param>
/// <param name="Mode">By its separator.</param>
/// <param name="Fault">Why it is invalid.</param>
readonly record struct GroupSlice(
    ushort Start, ushort Length, ushort NameLength, ushort DataStart, TicLabel Label, TicMode Mode, GroupFault Fault)
{
    public bool IsValid => Fault == GroupFault.None;

    /// <summary>What has a label has data, a separator and a checksum too.</summary>
    public ushort DataLength => (ushort)(NameLength == 0 ? 0 : Length - DataStart - 2);

    /// <summary>The horodate is between label and data, each with its separator.</summary>
    public ushort HorodateLength => (ushort)Math.Max(0, DataStart - NameLength - 2);
}
