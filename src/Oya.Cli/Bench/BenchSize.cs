namespace Oya.Cli.Bench;

/// <summary>How many bytes are decoded: far more than any cache holds, if there is memory for them.</summary>
static class BenchSize
{
    /// <summary>256 MiB, twice: once to decode and once to copy to.</summary>
    public const int Full = 256 << 20;

    /// <summary>For a quick run: 32 MiB, which large caches hold.</summary>
    public const int Quick = 32 << 20;

    const int Min = 4 << 20;

    /// <summary>The largest size that leaves half of the memory to others.</summary>
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
