using System.Buffers;

namespace Oya.Teleinfo;

// Bytes that lie in several pieces of memory, as a pipe gives them.
public sealed partial class TicDecoder
{
    /// <summary>Takes in the next bytes of the stream, all segments of them.</summary>
    /// <param name="bytes">From where the call before ended; with or without their parity bits.</param>
    /// <param name="handler">Receives the frames; when it throws, the bytes behind the frame at hand are lost.</param>
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
