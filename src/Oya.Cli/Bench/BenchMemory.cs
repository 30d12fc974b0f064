namespace Oya.Cli.Bench;

/// <summary>
/// The bytes to decode and the destination to which they are copied, in sections used in turn, so that a section is no
/// longer in a cache when it is used again. The memory is pinned, because the garbage collector should not move half a
/// gigabyte.
/// </summary>
sealed class BenchMemory
{
    /// <summary>The number of ports read in turn, and the bytes that each delivers at a time.</summary>
    public const int Ports = 1000, PieceLength = 64;

    /// <summary>The length of a section is a multiple of this: one piece from each port.</summary>
    public const int Unit = Ports * PieceLength;

    /// <summary>The number of sections.</summary>
    public const int SectionCount = 4;

    readonly byte[] _copy;

    public BenchMemory(int length)
    {
        SectionLength = length / SectionCount / Unit * Unit;
        Source = GC.AllocateUninitializedArray<byte>(SectionLength * SectionCount, pinned: true);
        _copy = GC.AllocateUninitializedArray<byte>(Source.Length, pinned: true);
        // The system provides a page only when it is written. Without this, the first copy would include that cost.
        _copy.AsSpan().Fill(1);
    }

    public byte[] Source { get; }

    public int SectionLength { get; }

    /// <summary>The offset of the section used in a given turn.</summary>
    public int Section(int turn) => turn % SectionCount * SectionLength;

    /// <summary>The offset of the section farthest from the one used in a given turn.</summary>
    public int FarFrom(int turn) => Section(turn + SectionCount / 2);

    /// <summary>Copies a section, as the baseline for decoding.</summary>
    public void Copy(int offset) => Source.AsSpan(offset, SectionLength).CopyTo(_copy.AsSpan(offset));
}
