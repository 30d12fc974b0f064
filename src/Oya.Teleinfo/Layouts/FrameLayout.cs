using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>
/// What the frames of a kind of meter have in common, learned from one that <see cref="GroupParser"/> accepted: which
/// groups, where, of which bytes; and, made from that, the constants by which <see cref="LayoutCheck{TBlock}"/> tells
/// whether another frame is one of them with every value right.
/// </summary>
/// <remarks>
/// The meters of one model and contract send the same labels in the same order with data of the same lengths
/// (Enedis-NOI-CPT_54E §6.2.1.2), so that all that changes from one frame to the next is digits. Nothing is taken on
/// trust: a frame that differs in any byte that the layout fixes, has a character that its place cannot have, or one
/// checksum wrong, is read the scalar path.
/// </remarks>
sealed class FrameLayout
{
    /// <summary>
    /// Blocks whose sums are looked at together: one byte each in a lane of eight, and one for the block before.
    /// </summary>
    public const int BlocksInRow = 7;

    /// <summary>Blocks in the row of a short frame.</summary>
    public const int BlocksInShortRow = 5;

    /// <summary>Blocks in the row of the shortest frames, which are checked so where there are no others.</summary>
    public const int BlocksInShortestRow = 3;

    /// <summary>Blocks of numbers that are picked from the blocks of a row: one more, to be even.</summary>
    public const int PicksInRow = 8;

    /// <summary>Blocks of constants of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RowConstants(bool canPick) => 3 * BlocksInRow + 2 + (canPick ? PicksInRow : 0);

    /// <summary>Bytes from the first after STX to ETX, both counted.</summary>
    public required int Length { get; init; }

    /// <summary>Bytes from the first after STX that a check may read: whole rows of blocks.</summary>
    public required int Reach { get; init; }

    /// <summary>
    /// Where the first block begins: such that in the lane of each checksum nothing follows it that is not fixed.
    /// </summary>
    public required int Skip { get; init; }

    /// <summary>The first eight bytes after STX, of which no block checks those before the first.</summary>
    public required ulong Head { get; init; }

    /// <summary>Which bits of them are fixed.</summary>
    public required ulong HeadMask { get; init; }

    public required int RowCount { get; init; }

    /// <summary>The only row has no more than <see cref="BlocksInShortRow"/> blocks: most of historic mode.</summary>
    public required bool IsShort { get; init; }

    /// <summary>
    /// It has no more than <see cref="BlocksInShortestRow"/>, and its numbers are picked from them: one phase, and one
    /// register or two.
    /// </summary>
    public required bool IsShortest { get; init; }

    /// <summary>
    /// The constants of a check, in lines of the cache. For each row: for each block of it the least that each byte can
    /// be, how much more it can be, and from what number on its distance is added; then the sum up to each lane in
    /// which a group ends, and which lanes these are. Behind the rows is 0x0F at each byte that is a digit of a number.
    /// </summary>
    public required AlignedBytes Constants { get; init; }

    /// <summary>Where in them the digits of the first window begin.</summary>
    public required int DigitsStart { get; init; }

    /// <summary>
    /// Where a window of sixteen bytes begins that ends in the digits of a group, in the order of their batches; and as
    /// many more as fill the last batch.
    /// </summary>
    public required ushort[] NumberWindows { get; init; }

    /// <summary>Where a window begins that ends in a horodate, likewise.</summary>
    public required ushort[] TimeWindows { get; init; }

    /// <summary>Where the horodates begin.</summary>
    public required ushort[] Timed { get; init; }

    /// <summary>The groups whose data is more than characters in a range.</summary>
    public required SpecialGroups Special { get; init; }

    public required GroupSlice[] Slices { get; init; }

    /// <summary>The frame that it was learned from.</summary>
    public required byte[] Learned { get; init; }

    /// <summary>The places of its groups and of their numbers.</summary>
    public required LabelIndex Offsets { get; init; }

    public required TicMode Mode { get; init; }

    /// <summary>A number of the labels and lengths.</summary>
    public required ulong Shape { get; init; }

    /// <summary>True when a frame can be checked and may end where those of this layout do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool CanBe(ReadOnlySpan<byte> text) => text.Length >= Reach && text[Length - 1] == ControlBytes.Etx;

    /// <summary>True when bytes begin as the frames of this layout do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasHead(ref readonly byte text) => ((Unsafe.ReadUnaligned<ulong>(in text) ^ Head) & HeadMask) == 0;

    /// <summary>The group that a byte is of, or -1 when it is of none: a line end, or no byte of the frame.</summary>
    public int GroupAt(int at)
    {
        for (var offset = 0; offset < Slices.Length; offset++)
        {
            ref readonly var slice = ref Slices[offset];
            if (at < slice.Start + slice.Length)
            {
                return at < slice.Start ? -1 : offset;
            }
        }

        return -1;
    }

    /// <summary>Where the checksum is that stands among eight bytes.</summary>
    public int ChecksumIn(int start)
    {
        var offset = 0;
        while (Slices[offset].Start + Slices[offset].Length <= start)
        {
            offset++;
        }

        return Slices[offset].Start + Slices[offset].Length - 1;
    }

    /// <summary>Set when a decoder met it that had not met it lately.</summary>
    public bool IsUsed { get; set; } = true;

    /// <summary>Places for numbers: zeros, decimal ones, then hexadecimal ones.</summary>
    public required int NumberCount { get; init; }
}
