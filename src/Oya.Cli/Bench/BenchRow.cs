namespace Oya.Cli.Bench;

/// <summary>What is measured, in the order in which it is shown.</summary>
enum BenchRow
{
    /// <summary>The bytes of the given file.</summary>
    Capture,

    /// <summary>A thousand meters of standard mode, frame by frame in shuffled order.</summary>
    Standard,

    /// <summary>The same of historic mode.</summary>
    Historic,

    /// <summary>A thousand three-phase producers: the longest frames.</summary>
    ThreePhaseProducer,

    /// <summary>The standard stream with one bit in 100 kB flipped.</summary>
    Noisy,

    /// <summary>The standard stream, a whole reading taken of each frame.</summary>
    Readings,

    /// <summary>A decoder for each of a thousand ports, 64 bytes at a time.</summary>
    Ports,

    /// <summary>The standard stream from a file in the page cache.</summary>
    File,

    /// <summary>The standard stream, vectors of 256 bits at most.</summary>
    Vector256,

    /// <summary>The standard stream, no vectors.</summary>
    Scalar,
}
