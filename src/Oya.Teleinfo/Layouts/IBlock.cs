namespace Oya.Teleinfo;

/// <summary>
/// A block of bytes as wide as a vector register, with the few operations that <see cref="LayoutCheck{TBlock}"/> needs.
/// The algorithm is written once; each width implements the operations with its own instructions.
/// </summary>
/// <remarks>
/// A <i>lane</i> is eight bytes of the block, taken as one number. A <i>window</i> is sixteen bytes, enough for the
/// digits of any number.
/// </remarks>
interface IBlock<TSelf>
    where TSelf : struct, IBlock<TSelf>
{
    /// <summary>True when this machine has registers of this width, and the instructions for them.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Bytes in a block.</summary>
    static abstract int Size { get; }

    static abstract TSelf Load(ref readonly byte source, nuint offset);

    /// <summary>Fills the block with windows of sixteen bytes, each from its own offset.</summary>
    static abstract TSelf LoadWindows(ref readonly byte source, ref readonly ushort offsets);

    /// <summary>
    /// A mask of the 64 bytes from an offset, for any size of block: bit i is set when byte i has the value.
    /// </summary>
    static abstract ulong GetBits(byte value, ref readonly byte source, nuint offset);

    /// <summary>True when the machine can select any bytes of two blocks: <see cref="Pick"/>.</summary>
    static abstract bool CanPick { get; }

    /// <summary>Selects the bytes of two blocks at the offsets given, in the order of the offsets.</summary>
    static abstract TSelf Pick(TSelf first, TSelf second, ref readonly byte offsets, nuint at);

    /// <summary>Each byte less its limit, or 0 when it is not above the limit.</summary>
    static abstract TSelf Exceeding(TSelf bytes, ref readonly byte limits, nuint at);

    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator ^(TSelf left, TSelf right);

    static abstract TSelf operator |(TSelf left, TSelf right);

    /// <summary>Adds byte by byte, modulo 256.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Subtracts byte by byte, modulo 256.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>
    /// In each lane, the sum of the absolute differences of its eight bytes from those of another block.
    /// </summary>
    static abstract TSelf LaneSums(TSelf bytes, ref readonly byte turns, nuint at);

    /// <summary>
    /// Shifts each lane up by one byte, and inserts the lowest byte of the same lane of another block.
    /// </summary>
    static abstract TSelf Push(TSelf lanes, TSelf lowest);

    /// <summary>Shifts each lane down by a number of bits.</summary>
    static abstract TSelf Down(TSelf lanes, int bits);

    /// <summary>The prefix sum over the lanes, byte by byte: each lane plus all lanes before it.</summary>
    static abstract TSelf SumUpLanes(TSelf lanes);

    /// <summary>A copy of the last lane in every lane.</summary>
    static abstract TSelf LastLane(TSelf lanes);

    static abstract bool IsZero(TSelf bytes);

    /// <summary>
    /// Converts windows of digits (values 0 to 9, not characters) to numbers. Digits become pairs (times ten), pairs
    /// become groups of four and these become groups of eight by the weights given (sixteen bits each, one window of
    /// them), and two groups of eight become one number of sixteen digits.
    /// </summary>
    /// <returns>The numbers of 64 bits, alternately from a window of left and from a window of right.</returns>
    static abstract TSelf Numbers(TSelf left, TSelf right, TSelf pairWeights, TSelf fourWeights);

    /// <summary>
    /// Bytes 3 to 10 of each window, which has a horodate at its end: alternately from left and right, 64 bits each.
    /// </summary>
    static abstract TSelf Dates(TSelf left, TSelf right);

    /// <summary>
    /// For each date, the known day with the same last digit: its text, and the instant at which it began.
    /// </summary>
    static abstract void LookUp(KnownDays days, TSelf dates, out TSelf texts, out TSelf starts);

    /// <summary>Adds numbers of 64 bits.</summary>
    static abstract TSelf AddNumbers(TSelf left, TSelf right);

    /// <summary>A copy of a number of 64 bits in every lane.</summary>
    static abstract TSelf Every(long number);

    static abstract void Store(TSelf numbers, ref long destination, nuint offset);
}
