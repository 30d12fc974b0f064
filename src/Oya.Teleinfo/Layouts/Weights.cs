using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>
/// What the pairs of digits in a window weigh when two neighbours become a four, and the fours when they become an eight
/// (see <see cref="IBlock{TSelf}.Numbers"/>).
/// </summary>
readonly struct Weights<TBlock>
    where TBlock : struct, IBlock<TBlock>
{
    Weights(ReadOnlySpan<short> ofPairs, ReadOnlySpan<short> ofFours)
    {
        OfPairs = InEveryWindow(ofPairs);
        OfFours = InEveryWindow(ofFours);
        Span<short> digits = stackalloc short[8];
        for (var i = 0; i < digits.Length; i++)
        {
            digits[i] = (short)(ofPairs[i] == 0 ? 0 : 0x0F0F);
        }

        Digits = InEveryWindow(digits);
    }

    /// <summary>0x0F at each byte that weighs anything.</summary>
    public TBlock Digits { get; }

    public TBlock OfPairs { get; }

    public TBlock OfFours { get; }

    /// <summary>A number of up to sixteen decimal digits.</summary>
    public static readonly Weights<TBlock> Decimal =
        new([100, 1, 100, 1, 100, 1, 100, 1], [10_000, 1, 10_000, 1, 10_000, 1, 10_000, 1]);

    /// <summary>hhmmss to seconds.</summary>
    public static readonly Weights<TBlock> TimeOfDay = new([0, 0, 0, 0, 0, 60, 60, 1], [0, 0, 60, 1, 0, 0, 60, 1]);

    static TBlock InEveryWindow(ReadOnlySpan<short> weights)
    {
        Span<byte> block = stackalloc byte[64];
        for (var at = 0; at < block.Length; at += 16)
        {
            MemoryMarshal.AsBytes(weights).CopyTo(block[at..]);
        }

        return TBlock.Load(in MemoryMarshal.GetReference(block), 0);
    }
}
