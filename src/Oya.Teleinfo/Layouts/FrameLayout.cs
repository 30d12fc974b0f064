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
/// checksum wrong, is read the plain way.
/// </remarks>
sealed class FrameLayout
{
    /// <summary>Blocks whose sums are looked at together: one byte each in a lane of eight.</summary>
    public const int BlocksInRow = 8;

    /// <summary>Bytes from the first after STX to ETX, both counted.</summary>
    public required int Length { get; init; }

    /// <summary>Bytes from the first after STX that a check may read: whole blocks.</summary>
    public required int Reach { get; init; }

    /// <summary>Where the first block begins: 0, or 1 where that keeps what follows a checksum out of its lane.</summary>
    public required int Skip { get; init; }

    public required int BlockCount { get; init; }

    /// <summary>
    /// The constants of a check, in lines of the cache: first, for each block, what to flip, the least, and the most above
    /// it that each byte may be; behind them, which bytes of the last block are of the frame.
    /// </summary>
    public required AlignedBytes Constants { get; init; }

    /// <summary>
    /// Where in them, for each row of blocks, is the sum up to each lane in which a group ends, and which lanes these are.
    /// </summary>
    public required int SumsStart { get; init; }

    /// <summary>Where in them, for each window, is 0x0F at each byte that is a digit of its number.</summary>
    public required int DigitsStart { get; init; }

    /// <summary>For each window of sixteen bytes that ends in digits: where it begins, in the order of their batches.</summary>
    public required ushort[] Windows { get; init; }

    /// <summary>
    /// Windows of numbers: one a group of decimal digits, and as many more as fill the last batch. The rest are windows of
    /// times of the day, one a horodate, filled up likewise.
    /// </summary>
    public required int NumberWindows { get; init; }

    /// <summary>The groups that have a horodate, and where it begins.</summary>
    public required (ushort Place, ushort Start)[] Timed { get; init; }

    /// <summary>The groups whose data is more than characters in a range.</summary>
    public required SpecialGroups Special { get; init; }

    /// <summary>The first byte after STX, which no block checks when they begin with the next.</summary>
    public required byte First { get; init; }

    public required GroupMark[] Marks { get; init; }

    /// <summary>The places of its groups and of their numbers.</summary>
    public required LabelPlaces Places { get; init; }

    public required TicMode Mode { get; init; }

    /// <summary>A number of the labels and lengths.</summary>
    public required ulong Shape { get; init; }

    /// <summary>Set when a frame had it that the one before had not.</summary>
    public bool IsUsed { get; set; } = true;

    /// <summary>Values that a check writes: numbers, times of the day, hexadecimal numbers.</summary>
    public required int ValueCount { get; init; }
}
