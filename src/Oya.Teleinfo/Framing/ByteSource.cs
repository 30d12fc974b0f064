using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>
/// The source of the bytes: a port or a capture. The caller that opened it owns it, and it is not closed here.
/// </summary>
abstract class ByteSource
{
    // The methods use pooled tasks: on a live port each frame waits for its bytes more than once.

    /// <summary>
    /// Reads once and decodes the bytes; false at the end of the stream, after the last frame was passed on.
    /// </summary>
    /// <remarks>
    /// When the read fails, the stream ends there: its last frame is passed on before the exception. A cancelled read
    /// loses no bytes and does not end the stream.
    /// </remarks>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> DecodeNextAsync<THandler>(
        TicDecoder decoder, THandler handler, CancellationToken cancellationToken)
        where THandler : class, ITicHandler
    {
        ReadOnlySequence<byte> bytes;
        try
        {
            bytes = await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            decoder.Complete(ref handler);
            throw;
        }

        var more = !bytes.IsEmpty;
        try
        {
            if (more)
            {
                decoder.Decode(bytes, ref handler);
            }
            else
            {
                decoder.Complete(ref handler);
            }
        }
        finally
        {
            // Also when the handler throws: the owner of the source can then continue to read.
            Release();
        }

        return more;
    }

    public static ByteSource From(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.CanRead
            ? new StreamSource(stream)
            : throw new ArgumentException("The stream cannot be read.", nameof(stream));
    }

    public static ByteSource From(PipeReader pipe)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        return new PipeSource(pipe);
    }

    /// <summary>
    /// Reads the next bytes, at most <see cref="TicReader.BufferLength"/>; none at the end of the stream. They are
    /// valid until <see cref="Release"/>.
    /// </summary>
    protected abstract ValueTask<ReadOnlySequence<byte>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Releases the bytes that were read last: they are decoded.</summary>
    protected virtual void Release()
    {
    }

    sealed class StreamSource(Stream stream) : ByteSource
    {
        readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(TicReader.BufferLength);

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        protected override async ValueTask<ReadOnlySequence<byte>> ReadAsync(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = await stream.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
            return new(_buffer, 0, count);
        }
    }

    sealed class PipeSource(PipeReader pipe) : ByteSource
    {
        SequencePosition _end;

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        protected override async ValueTask<ReadOnlySequence<byte>> ReadAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                var result = await pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
                var bytes = result.Buffer;
                // A pipe returns all bytes that it holds. The limit is that of a stream: FrameQueue keeps all frames of
                // a read.
                bytes = bytes.Slice(0, Math.Min(bytes.Length, TicReader.BufferLength));
                _end = bytes.End;
                if (result.IsCanceled)
                {
                    // Nothing is consumed: the next read returns all of it.
                    pipe.AdvanceTo(bytes.Start);
                    throw new OperationCanceledException("Reading from the pipe was cancelled.");
                }

                if (!bytes.IsEmpty || result.IsCompleted)
                {
                    return bytes;
                }

                pipe.AdvanceTo(_end);
            }
        }

        protected override void Release() => pipe.AdvanceTo(_end);
    }
}
