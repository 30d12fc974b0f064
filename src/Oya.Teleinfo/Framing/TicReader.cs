using System.IO.Pipelines;

namespace Oya.Teleinfo;

/// <summary>
/// Reads TIC from a port, a file, a socket or a pipe: frame by frame with <c>await foreach</c>, or pushed to a handler,
/// which is faster. What is read is never closed or completed here: it belongs to the caller.
/// </summary>
public static class TicReader
{
    /// <summary>Bytes that are asked of a stream at once: 65 536, some 70 frames of standard mode.</summary>
    internal const int BufferLength = 64 << 10;

    /// <summary>
    /// The frames of a stream, in its order: <c>await foreach (var frame in TicReader.ReadFramesAsync(stream))</c>.
    /// </summary>
    /// <param name="stream">A capture, a serial port (opened 8N1: the parity bit is checked here), a socket.</param>
    /// <param name="cancellationToken">Given to each read of the stream.</param>
    /// <exception cref="ArgumentNullException">There is no stream.</exception>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    public static TicFrames ReadFramesAsync(Stream stream, CancellationToken cancellationToken = default) =>
        new(ByteSource.From(stream), cancellationToken);

    /// <summary>The frames that a pipe brings, in its order.</summary>
    /// <param name="pipe">The reading end.</param>
    /// <param name="cancellationToken">Given to each read of the pipe.</param>
    /// <exception cref="ArgumentNullException">There is no pipe.</exception>
    public static TicFrames ReadFramesAsync(PipeReader pipe, CancellationToken cancellationToken = default) =>
        new(ByteSource.From(pipe), cancellationToken);

    /// <summary>Decodes a stream to its end and hands each frame on as it comes, without a copy.</summary>
    /// <param name="stream">A capture, a serial port, a socket.</param>
    /// <param name="handler">Receives each frame. What it throws comes out of here at once.</param>
    /// <param name="cancellationToken">Given to each read of the stream.</param>
    /// <returns>What was seen.</returns>
    /// <exception cref="ArgumentNullException">There is no stream, or no handler.</exception>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled: the last frame is not handed on.
    /// </exception>
    /// <exception cref="IOException">What the stream throws, after the frame that it cut was handed on.</exception>
    public static Task<TicStatistics> DecodeAsync<THandler>(
        Stream stream, THandler handler, CancellationToken cancellationToken = default)
        where THandler : class, ITicHandler =>
        DecodeAsync(ByteSource.From(stream), handler, cancellationToken);

    /// <summary>Decodes what a pipe brings, to its end, and hands each frame on as it comes, without a copy.</summary>
    /// <param name="pipe">The reading end.</param>
    /// <param name="handler">Receives each frame. What it throws comes out of here at once.</param>
    /// <param name="cancellationToken">Given to each read of the pipe.</param>
    /// <returns>What was seen.</returns>
    /// <exception cref="ArgumentNullException">There is no pipe, or no handler.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled: the last frame is not handed on.
    /// </exception>
    /// <exception cref="IOException">What the pipe throws, after the frame that it cut was handed on.</exception>
    public static Task<TicStatistics> DecodeAsync<THandler>(
        PipeReader pipe, THandler handler, CancellationToken cancellationToken = default)
        where THandler : class, ITicHandler =>
        DecodeAsync(ByteSource.From(pipe), handler, cancellationToken);

    static Task<TicStatistics> DecodeAsync<THandler>(
        ByteSource source, THandler handler, CancellationToken cancellationToken)
        where THandler : class, ITicHandler
    {
        ArgumentNullException.ThrowIfNull(handler);
        return DecodeAllAsync();

        async Task<TicStatistics> DecodeAllAsync()
        {
            var decoder = new TicDecoder();
            while (await source.DecodeNextAsync(decoder, handler, cancellationToken).ConfigureAwait(false))
            {
            }

            return decoder.Statistics;
        }
    }
}
