using Oya.Simulation;

namespace Oya.Benchmarks;

/// <summary>
/// What is decoded: 256 MB of a thousand simulated meters, in sections that are taken in turn, so that each comes from
/// memory and from no cache.
/// </summary>
static class Streams
{
    /// <summary>A section: a multiple of a 64-byte piece of each of a thousand ports.</summary>
    public const int SectionLength = 1048 * 64_000;

    /// <summary>Sections.</summary>
    public const int SectionCount = 4;

    /// <summary>Bytes that a driver hands on at a time.</summary>
    public const int PieceLength = 64;

    public const string Standard = "standard", Historic = "historic", ThreePhaseProducers = "3-phase producers",
        Noisy = "noisy", Pieces = "64-byte pieces";

    // A line that is slightly bad: a bit in 100 kB.
    const int BytesPerFlip = 100_000;

    public static byte[] Create(string stream)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(SectionCount * SectionLength, pinned: true);
        Fill(stream, bytes);
        return bytes;
    }

    /// <summary>Counted in the beginning of the stream, for the columns.</summary>
    public static double FramesPerByte(string stream)
    {
        var bytes = new byte[4 << 20];
        Fill(stream, bytes);
        return (double)bytes.AsSpan().Count((byte)3) / bytes.Length;
    }

    static void Fill(string stream, byte[] bytes)
    {
        var kind = stream switch
        {
            Historic => FleetKind.Historic,
            ThreePhaseProducers => FleetKind.ThreePhaseProducers,
            _ => FleetKind.Standard,
        };
        new Fleet(kind).Fill(bytes);
        if (stream == Noisy)
        {
            BitFlips.Apply(bytes, BytesPerFlip, seed: 1);
        }
    }
}
