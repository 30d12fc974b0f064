using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>
/// Bytes that begin with a line of the cache and stay where they are: a block of a vector's width loaded from them is one
/// access, and from two lines it is two.
/// </summary>
sealed class AlignedBytes
{
    const int Line = 64;

    readonly byte[] _bytes;
    readonly int _start;

    public unsafe AlignedBytes(int length)
    {
        _bytes = GC.AllocateArray<byte>(length + Line - 1, pinned: true);
        _start = (int)(-(nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_bytes)) & (Line - 1));
    }

    public ref byte First => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), _start);

    public Span<byte> From(int start) => _bytes.AsSpan(_start + start);
}
