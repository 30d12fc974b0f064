using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>
/// The weights of the pairs of digits in a window when two pairs become a group of four, and of these groups when two
/// of them become a group of eight (see <see cref="IBlock{TSelf}.Numbers"/>).
/// </summary>
readonly struct Weights<TBlock>
    where TBlock : struct, IBlock<TBlock>
{
    Weights(ReadOnlySpan<short> ofPairs, ReadOnlySpan<short> ofFours)
    {
        OfPairs = RepeatInWindows(ofPairs);
        OfFours = RepeatInWindows(ofFours);
        Span<short> digits = stackalloc short[8];
        for (var i = 0; i < digits.Length; i++)
        {
            digits[i] = (short)(ofPairs[i] == 0 ? 0 : 0x0F0F);
        }

        Digits = RepeatInWindows(digits);
    }

    /// <summary>0x0F at each byte whose weight is not 0.</summary>
    public TBlock Digits { get; }

    public TBlock OfPairs { get; }

    public TBlock OfFours { get; }

    /// <summary>A number of up to sixteen decimal digits.</summary>
    public static readonly Weights<TBlock> Decimal =
        new([100, 1, 100, 1, 100, 1, 100, 1], [10_000, 1, 10_000, 1, 10_000, 1, 10_000, 1]);

    /// <summary>hhmmss to seconds.</summary>
    public static readonly Weights<TBlock> TimeOfDay = new([0, 0, 0, 0, 0, 60, 60, 1], [0, 0, 60, 1, 0, 0, 60, 1]);

    static TBlock RepeatInWindows(ReadOnlySpan<short> weights)
    {
        Span<byte> block = stackalloc byte[64];
        for (var at = 0; at < block.Length; at += 16)
        {
            MemoryMarshal.AsBytes(weights).CopyTo(block[at..]);
        }

        return TBlock.Load(in MemoryMarshal.GetReference(block), 0);
    }
}
