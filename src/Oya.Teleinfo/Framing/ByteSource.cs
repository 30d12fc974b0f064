using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>
/// Where the bytes of a port or a capture come from. It belongs to the caller, and is not closed here.
/// </summary>
abstract class ByteSource
{
    // Tasks are pooled, not made: on a live port every frame waits for its bytes, more than once.

    /// <summary>
    /// Reads once and decodes what came; false at the end, when the last frame was handed on. When the read fails, what
    /// came before is a stream that ends there: its last frame is handed on before the exception. A cancelled read
    /// loses nothing and ends nothing.
    /// </summary>
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
            // Also when the handler throws: the owner of the source can read on.
            Release();
        }

        return more;
    }

    public static ByteSource From(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.CanRead
            ? new StreamSource(stream)
            : throw new ArgumentException("It cannot be read.", nameof(stream));
    }

    public static ByteSource From(PipeReader pipe)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        return new PipeSource(pipe);
    }

    /// <summary>
    /// The next bytes, <see cref="TicReader.BufferLength"/> at most; none at the end. They are gone after
    /// <see cref="Release"/>.
    /// </summary>
    protected abstract ValueTask<ReadOnlySequence<byte>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Says that the bytes read last were taken in.</summary>
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
                // A pipe gives all that it holds: of a large one no more than of a stream, or its frames would be kept.
                bytes = bytes.Slice(0, Math.Min(bytes.Length, TicReader.BufferLength));
                _end = bytes.End;
                if (result.IsCanceled)
                {
                    // Nothing of it is taken: the next read finds all of it.
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
