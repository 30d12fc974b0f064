namespace Oya.Cli.Bench;

/// <summary>The measurements, in display order.</summary>
enum BenchRow
{
    /// <summary>The bytes of the given file.</summary>
    Capture,

    /// <summary>A thousand meters in standard mode, with their frames in random order.</summary>
    Standard,

    /// <summary>A thousand meters in historic mode, with their frames in random order.</summary>
    Historic,

    /// <summary>A thousand three-phase producers: the longest frames.</summary>
    ThreePhaseProducer,

    /// <summary>The standard stream with one bit in 100 kB flipped.</summary>
    Noisy,

    /// <summary>The standard stream, with a full reading taken from each frame.</summary>
    Readings,

    /// <summary>A thousand ports with one decoder each, 64 bytes at a time.</summary>
    Ports,

    /// <summary>The standard stream from a file in the page cache.</summary>
    File,

    /// <summary>The standard stream with vectors of at most 256 bits.</summary>
    Vector256,

    /// <summary>The standard stream without vectors.</summary>
    Scalar,
}
