namespace Oya.Teleinfo;

/// <summary>
/// A block of bytes as wide as a register of the machine, and the few operations that the verification of a frame is
/// made of; so that the algorithm is written once, and each width says how it does them.
/// </summary>
/// <remarks>A <i>lane</i> is eight bytes of the block taken as one number, a <i>window</i> sixteen.</remarks>
interface IBlock<TSelf>
    where TSelf : struct, IBlock<TSelf>
{
    /// <summary>True when this machine has registers of that width, and the operations on them.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Bytes in a block.</summary>
    static abstract int Size { get; }

    static abstract TSelf Load(ref readonly byte source, nuint offset);

    /// <summary>Loads as many windows of sixteen bytes as there is room for, each from its own offset.</summary>
    static abstract TSelf LoadWindows(ref readonly byte source, ref readonly ushort offsets);

    /// <summary>Of 64 bytes from an offset on, whatever the size of a block, a bit where a value is.</summary>
    static abstract ulong GetBits(byte value, ref readonly byte source, nuint offset);

    /// <summary>Whether bytes can be picked from blocks: <see cref="Pick"/>.</summary>
    static abstract bool CanPick { get; }

    /// <summary>Of the bytes of two blocks those at the places given, in their order.</summary>
    static abstract TSelf Pick(TSelf first, TSelf second, ref readonly byte offsets, nuint at);

    /// <summary>Byte by byte, how much it is above the limit, or 0.</summary>
    static abstract TSelf Exceeding(TSelf bytes, ref readonly byte limits, nuint at);

    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator ^(TSelf left, TSelf right);

    static abstract TSelf operator |(TSelf left, TSelf right);

    /// <summary>Adds byte by byte, modulo 256.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Takes off byte by byte, modulo 256.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>In each lane the sum of the distances of its eight bytes from those of another block.</summary>
    static abstract TSelf LaneSums(TSelf bytes, ref readonly byte turns, nuint at);

    /// <summary>Moves each lane up by one byte and puts another one's lowest byte below it.</summary>
    static abstract TSelf Push(TSelf lanes, TSelf lowest);

    /// <summary>Moves each lane down by some bits.</summary>
    static abstract TSelf Down(TSelf lanes, int bits);

    /// <summary>In each lane, byte by byte, the sum of this lane and those before it.</summary>
    static abstract TSelf SumUpLanes(TSelf lanes);

    /// <summary>The last lane, in every lane.</summary>
    static abstract TSelf LastLane(TSelf lanes);

    static abstract bool IsZero(TSelf bytes);

    /// <summary>
    /// Makes numbers of windows of digits (0 to 9 each, not their characters): digits to pairs by ten, pairs to fours and
    /// fours to eights by the weights given (sixteen bits each, a window of them), eights to one number of sixteen digits.
    /// </summary>
    /// <returns>The numbers of the windows of left and right in turn, 64 bits each.</returns>
    static abstract TSelf Numbers(TSelf left, TSelf right, TSelf pairWeights, TSelf fourWeights);

    /// <summary>The eight bytes behind the third of each window of left and right in turn, 64 bits each.</summary>
    static abstract TSelf Dates(TSelf left, TSelf right);

    /// <summary>For each date the known day that has its place: its text, and when it began.</summary>
    static abstract void LookUp(KnownDays days, TSelf dates, out TSelf texts, out TSelf starts);

    /// <summary>Adds numbers of 64 bits.</summary>
    static abstract TSelf AddNumbers(TSelf left, TSelf right);

    /// <summary>A number of 64 bits, as often as there is room for.</summary>
    static abstract TSelf Every(long number);

    static abstract void Store(TSelf numbers, ref long destination, nuint offset);
}
