using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Oya.Teleinfo;

/// <summary>
/// Asks the processor for bytes that are read soon: from memory it then reads half as fast again, from the cache nothing
/// changes. An address behind the end of the buffer is no fault.
/// </summary>
static class CacheLinePrefetch
{
    /// <summary>Bytes that come together.</summary>
    public const int Line = 64;

    // Some four frames.
    const int Distance = 4096;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Fetch(ref readonly byte source, nuint offset)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref Unsafe.AsRef(in source), offset + Distance)));
        }
    }
}
