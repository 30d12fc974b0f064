namespace Oya.Teleinfo;

/// <summary>Reads a stream to its end through a <see cref="TicDecoder"/>.</summary>
public static class TicReader
{
    /// <summary>
    /// Bytes asked for at a time: 1 MiB. A file read in larger pieces is no faster; a port gives what it has.
    /// </summary>
    public const int BufferLength = 1 << 20;

    /// <summary>Reads to the end, or until cancelled; what was handed on stays handed on.</summary>
    /// <param name="stream">A port, a capture, a pipe. Not disposed.</param>
    /// <param name="decoder">Keeps the state between reads, and the counts.</param>
    /// <param name="handler">Receives groups and frames.</param>
    /// <param name="cancellationToken">Stops between two reads.</param>
    public static async Task ReadAsync<THandler>(
        Stream stream, TicDecoder decoder, THandler handler, CancellationToken cancellationToken = default)
        where THandler : class, ITicHandler
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(decoder);
        ArgumentNullException.ThrowIfNull(handler);
        var buffer = GC.AllocateUninitializedArray<byte>(BufferLength);
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            decoder.Decode(buffer.AsSpan(0, count), ref handler);
        }

        decoder.Complete(ref handler);
    }
}
