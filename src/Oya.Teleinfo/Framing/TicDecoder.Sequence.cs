using System.Buffers;

namespace Oya.Teleinfo;

// Decodes bytes in several segments of memory, as a pipe provides them.
public sealed partial class TicDecoder
{
    /// <summary>Decodes the next bytes of the stream, in all segments.</summary>
    public void Decode<THandler>(in ReadOnlySequence<byte> bytes, ref THandler handler)
        where THandler : ITicHandler, allows ref struct
    {
        var remaining = bytes.Length;
        foreach (var segment in bytes)
        {
            remaining -= segment.Length;
            try
            {
                Decode(segment.Span, ref handler);
            }
            catch
            {
                // The following segments belong to this call too: they are lost, and counted.
                Statistics.Bytes += remaining;
                Forget();
                throw;
            }
        }
    }
}
