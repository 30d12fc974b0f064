namespace Oya.Cli.Bench;

/// <summary>The number of bytes to decode: far more than any cache holds, if there is enough memory.</summary>
static class BenchSize
{
    /// <summary>256 MiB, allocated twice: the source and the destination of the copy.</summary>
    public const int Full = 256 << 20;

    /// <summary>32 MiB for a quick run. A large cache holds as much.</summary>
    public const int Quick = 32 << 20;

    const int Min = 4 << 20;

    /// <summary>The largest size that leaves half of the memory to other processes.</summary>
    public static int For(long availableBytes, bool isQuick)
    {
        var size = isQuick ? Quick : Full;
        while (size > Min && 2L * size > availableBytes / 2)
        {
            size /= 2;
        }

        return size;
    }
}
