using System.Buffers;

namespace Oya.Teleinfo.Tests;

/// <summary>Splits bytes into several segments, as a pipe does.</summary>
static class Segments
{
    public static ReadOnlySequence<byte> From(byte[] bytes, int length)
    {
        var first = new Segment(bytes.AsMemory(0, Math.Min(length, bytes.Length)), null);
        var last = first;
        for (var at = length; at < bytes.Length; at += length)
        {
            last = new(bytes.AsMemory(at, Math.Min(length, bytes.Length - at)), last);
        }

        return new(first, 0, last, last.Memory.Length);
    }

    sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? before)
        {
            Memory = memory;
            RunningIndex = before is null ? 0 : before.RunningIndex + before.Memory.Length;
            before?.Next = this;
        }
    }
}
