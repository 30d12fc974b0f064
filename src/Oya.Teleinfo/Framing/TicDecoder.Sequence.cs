using System.Buffers;

namespace Oya.Teleinfo;

// Bytes that lie in several pieces of memory, as a pipe gives them.
public sealed partial class TicDecoder
{
    /// <summary>Takes in the next bytes of the stream, all segments of them.</summary>
    public void Decode<THandler>(in ReadOnlySequence<byte> bytes, ref THandler handler)
        where THandler : ITicHandler, allows ref struct
    {
        var behind = bytes.Length;
        foreach (var segment in bytes)
        {
            behind -= segment.Length;
            try
            {
                Decode(segment.Span, ref handler);
            }
            catch
            {
                // The segments behind are of this call too: lost, and counted.
                Statistics.Bytes += behind;
                Forget();
                throw;
            }
        }
    }
}
