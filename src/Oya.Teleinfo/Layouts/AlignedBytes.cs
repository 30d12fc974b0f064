using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>
/// A pinned array of bytes that starts at a cache line. A vector loaded from it lies in one cache line, which is one
/// access; a vector that crosses two lines needs two.
/// </summary>
readonly struct AlignedBytes
{
    const int Line = 64;

    readonly byte[] _bytes;
    readonly nint _first;

    public unsafe AlignedBytes(int length)
    {
        _bytes = GC.AllocateArray<byte>(length + Line - 1, pinned: true);
        var start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_bytes));
        _first = start + Line - 1 & -Line;
    }

    public unsafe ref byte First => ref Unsafe.AsRef<byte>((void*)_first);

    public Span<byte> From(int start) =>
        MemoryMarshal.CreateSpan(ref First, _bytes.Length - Line + 1)[start..];
}
