using System.Buffers;

namespace Oya.Teleinfo;

// Bytes that lie in several pieces of memory, as a pipe gives them.
public sealed partial class TicDecoder
{
    /// <summary>Takes in the next bytes of the stream, all segments of them.</summary>
    public void Decode<THandler>(in ReadOnlySequence<byte> bytes, ref THandler handler)
        where THandler : ITicHandler, allows ref struct
    {
        foreach (var segment in bytes)
        {
            Decode(segment.Span, ref handler);
        }
    }
}
