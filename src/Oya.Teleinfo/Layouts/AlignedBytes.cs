using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>
/// Bytes that begin with a line of the cache and stay where they are: a block of a vector's width loaded from them is one
/// access, and from two lines it is two.
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
