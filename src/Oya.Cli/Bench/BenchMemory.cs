namespace Oya.Cli.Bench;

/// <summary>
/// The bytes that are decoded and the place to which they are copied, in sections that are taken in turn, so that none
/// is still in a cache when its turn comes again. Pinned: half a gigabyte should not be moved by the collector.
/// </summary>
sealed class BenchMemory
{
    /// <summary>Ports that are served in turn, and the bytes that each gives at a time.</summary>
    public const int Ports = 1000, PieceLength = 64;

    /// <summary>Sections have a multiple of this: one piece of each port.</summary>
    public const int Unit = Ports * PieceLength;

    /// <summary>Sections.</summary>
    public const int SectionCount = 4;

    readonly byte[] _copy;

    public BenchMemory(int length)
    {
        SectionLength = length / SectionCount / Unit * Unit;
        Source = GC.AllocateUninitializedArray<byte>(SectionLength * SectionCount, pinned: true);
        _copy = GC.AllocateUninitializedArray<byte>(Source.Length, pinned: true);
        // Memory is the system's until it is written: the first copy would pay for that.
        _copy.AsSpan().Fill(1);
    }

    public byte[] Source { get; }

    public int SectionLength { get; }

    /// <summary>Where a section begins; they are taken in turn.</summary>
    public int Section(int turn) => turn % SectionCount * SectionLength;

    /// <summary>Where the section begins that is farthest from one.</summary>
    public int FarFrom(int turn) => Section(turn + SectionCount / 2);

    /// <summary>What decoding is compared with.</summary>
    public void Copy(int offset) => Source.AsSpan(offset, SectionLength).CopyTo(_copy.AsSpan(offset));
}
