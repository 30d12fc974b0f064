using Oya.Simulation;

namespace Oya.Benchmarks;

/// <summary>
/// The streams to decode: 256 MB of a thousand simulated meters, in sections that are decoded one after another, so
/// that each comes from memory and not from a cache.
/// </summary>
static class Streams
{
    /// <summary>Bytes of a section: a multiple of 64 bytes from each of a thousand ports.</summary>
    public const int SectionLength = 1048 * 64_000;

    /// <summary>The number of sections.</summary>
    public const int SectionCount = 4;

    /// <summary>Bytes that a driver returns at a time.</summary>
    public const int PieceLength = 64;

    public const string Standard = "standard", Historic = "historic", ThreePhaseProducers = "3-phase producers",
        Noisy = "noisy", Pieces = "64-byte pieces";

    // A slightly bad line: one flipped bit in 100 kB.
    const int BytesPerFlip = 100_000;

    public static byte[] Create(string stream)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(SectionCount * SectionLength, pinned: true);
        Fill(stream, bytes);
        return bytes;
    }

    /// <summary>Frames for each byte, counted at the beginning of the stream.</summary>
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
