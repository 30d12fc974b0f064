using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>
/// The positions at which all frames of one kind of meter have the same bytes, and the values that the other bytes can
/// have.
/// </summary>
/// <remarks>
/// <para>Meters of one model and contract send the same labels in the same order, with data of the same lengths
/// (Enedis-NOI-CPT_54E §6.2.1.2). So from one frame to the next only digits, horodates and checksums change. A layout
/// keeps, for each byte of the frame, the value or the range of values that is valid there
/// (<see cref="ByteRange"/>).</para>
/// <para>A layout is learned from a frame that the scalar path (<see cref="GroupParser"/>) found valid, when a second
/// frame with the same labels and lengths comes (<see cref="LearnedFrames"/>). <see cref="LayoutBuilder"/> makes
/// it.</para>
/// <para><see cref="LayoutCheck{TBlock}"/> compares a new frame with the constants of the layout, one vector at a time,
/// and reads its values. The check trusts nothing: it looks at every byte and at every checksum.</para>
/// <para>A frame takes the scalar path when it differs in a fixed byte, has a character out of its range, has a wrong
/// checksum, or has no known layout. docs/decoder.md describes the whole.</para>
/// </remarks>
sealed class FrameLayout
{
    /// <summary>
    /// Blocks in a row: the check compares their sums together. A lane has eight bytes: one for each of the seven
    /// blocks, and one for the block before the row.
    /// </summary>
    public const int BlocksInRow = 7;

    /// <summary>Blocks in the row of a short frame.</summary>
    public const int BlocksInShortRow = 5;

    /// <summary>
    /// Blocks in the row of the shortest frames. The check uses this row only while all recent frames are that short.
    /// </summary>
    public const int BlocksInShortestRow = 3;

    /// <summary>
    /// Picks in a row (see <see cref="NumberPicks"/>): one more than its blocks, because picks go in pairs.
    /// </summary>
    public const int PicksInRow = 8;

    /// <summary>Blocks of constants for one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RowConstants(bool canPick) => 3 * BlocksInRow + 2 + (canPick ? PicksInRow : 0);

    /// <summary>Bytes from the first after STX to ETX, including both.</summary>
    public required int Length { get; init; }

    /// <summary>Bytes from the first after STX that the check reads: whole rows of blocks.</summary>
    public required int Reach { get; init; }

    /// <summary>
    /// Offset of the first block. It is chosen so that only fixed bytes follow a checksum in the same lane.
    /// </summary>
    public required int Skip { get; init; }

    /// <summary>
    /// The first eight bytes after STX. They include the bytes before the first block, which no block checks.
    /// </summary>
    public required ulong Head { get; init; }

    /// <summary>The bits of <see cref="Head"/> that are fixed.</summary>
    public required ulong HeadMask { get; init; }

    public required int RowCount { get; init; }

    /// <summary>
    /// The frame has one row of at most <see cref="BlocksInShortRow"/> blocks: most frames of historic mode.
    /// </summary>
    public required bool IsShort { get; init; }

    /// <summary>
    /// The frame has one row of at most <see cref="BlocksInShortestRow"/> blocks, and all its numbers are picked from
    /// them: historic mode, one phase, one or two registers.
    /// </summary>
    public required bool IsShortest { get; init; }

    /// <summary>
    /// The constants of the check, aligned to cache lines. For each block of a row: <see cref="ByteRange.Min"/>,
    /// <see cref="ByteRange.Span"/> and <see cref="ByteRange.Turn"/> of each byte. Then, for the row: the expected sum
    /// of each lane in which a group ends, the mask of these lanes, and the offsets of the picks. After the rows: 0x0F
    /// at each byte that is a digit of a number.
    /// </summary>
    public required AlignedBytes Constants { get; init; }

    /// <summary>Offset of the digit masks in <see cref="Constants"/>.</summary>
    public required int DigitsStart { get; init; }

    /// <summary>
    /// Offsets of the windows of sixteen bytes that end with the digits of a group, in the order of the batches. Unused
    /// entries fill the last batch.
    /// </summary>
    public required ushort[] NumberWindows { get; init; }

    /// <summary>Offsets of the windows that end with a horodate, in the order of the batches.</summary>
    public required ushort[] TimeWindows { get; init; }

    /// <summary>Offsets of the horodates.</summary>
    public required ushort[] Timed { get; init; }

    /// <summary>The groups whose data needs more than a check of ranges.</summary>
    public required SpecialGroups Special { get; init; }

    public required GroupSlice[] Slices { get; init; }

    /// <summary>The frame that this layout was learned from.</summary>
    public required byte[] Learned { get; init; }

    /// <summary>The index from labels to groups, numbers and times.</summary>
    public required LabelIndex Offsets { get; init; }

    public required TicMode Mode { get; init; }

    /// <summary>Hash of the labels and lengths: <see cref="LayoutBuilder.GetShape"/>.</summary>
    public required ulong Shape { get; init; }

    /// <summary>
    /// True when the text has enough bytes for a check, and ETX where the frames of this layout have it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool CanBe(ReadOnlySpan<byte> text) => text.Length >= Reach && text[Length - 1] == TicDecoder.Etx;

    /// <summary>True when the fixed bytes at the head of the text are those of this layout.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasHead(ref readonly byte text) => ((Unsafe.ReadUnaligned<ulong>(in text) ^ Head) & HeadMask) == 0;

    /// <summary>
    /// The group that has the byte at an offset; -1 for a line end and for an offset outside the frame.
    /// </summary>
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

    /// <summary>Offset of the checksum that lies in the lane of eight bytes at an offset.</summary>
    public int ChecksumIn(int start)
    {
        var offset = 0;
        while (Slices[offset].Start + Slices[offset].Length <= start)
        {
            offset++;
        }

        return Slices[offset].Start + Slices[offset].Length - 1;
    }

    /// <summary>
    /// Set when a decoder finds a frame of this layout and did not have the layout among its recent ones.
    /// </summary>
    public bool IsUsed { get; set; } = true;

    /// <summary>Entries for numbers: two zeros, then the decimal numbers, then the hexadecimal ones.</summary>
    public required int NumberCount { get; init; }
}
