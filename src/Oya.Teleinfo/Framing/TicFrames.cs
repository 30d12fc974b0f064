using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Oya.Teleinfo;

/// <summary>
/// The frames of a stream, for <c>await foreach</c>. Each one is a view, gone when the next is asked for: the compiler
/// does not let it be used behind an <c>await</c>. The room for the frames of a read is used again for the next.
/// </summary>
/// <remarks>
/// <para>A second <c>await foreach</c> goes on where the first was left. So does one after a cancelled read, when it has
/// a token that is not cancelled (<see cref="WithCancellation"/>): nothing is lost.</para>
/// <para>When the stream throws, every frame that came before is given first, the cut one as
/// <see cref="FrameEnd.Truncated"/>; then the exception. Going on after it reads again.</para>
/// <para>One reader at a time.</para>
/// </remarks>
public sealed class TicFrames
{
    readonly ByteSource _source;
    readonly TicDecoder _decoder = new();
    readonly FrameQueue _queue = new();
    ExceptionDispatchInfo? _failure;
    CancellationToken _cancellation;
    bool _ended;

    internal TicFrames(ByteSource source, CancellationToken cancellation)
    {
        _source = source;
        _cancellation = cancellation;
    }

    /// <summary>
    /// What the decoder saw so far. It reads ahead of the frame at hand, by <see cref="TicReader.BufferLength"/> bytes
    /// at most; at the end it has seen all.
    /// </summary>
    public TicStatistics Statistics => _decoder.Statistics;

    /// <summary>The same frames, each next read under another token: to go on after one was cancelled.</summary>
    /// <param name="cancellationToken">Given to each read of the stream from here on.</param>
    /// <returns>These frames.</returns>
    public TicFrames WithCancellation(CancellationToken cancellationToken)
    {
        _cancellation = cancellationToken;
        return this;
    }

    /// <summary>Goes through the frames; called by <c>await foreach</c>.</summary>
    public Enumerator GetAsyncEnumerator() => new(this);

    ValueTask<bool> MoveNextAsync() => _queue.TryNext() ? new(true) : ReadAsync();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    async ValueTask<bool> ReadAsync()
    {
        ThrowFailure();
        do
        {
            if (_ended)
            {
                return false;
            }

            try
            {
                _ended = !await _source.DecodeNextAsync(_decoder, _queue, _cancellation).ConfigureAwait(false);
            }
            catch (Exception exception) when (!_queue.IsEmpty)
            {
                _failure = ExceptionDispatchInfo.Capture(exception);
            }
        }
        while (!_queue.TryNext());

        return true;
    }

    void ThrowFailure()
    {
        var failure = _failure;
        _failure = null;
        failure?.Throw();
    }

    /// <summary>Goes through the frames of a stream.</summary>
    public readonly struct Enumerator
    {
        readonly TicFrames _frames;

        internal Enumerator(TicFrames frames) => _frames = frames;

        /// <summary>The frame at hand, until <see cref="MoveNextAsync"/> is called again.</summary>
        /// <exception cref="InvalidOperationException">There is none yet, or none any more.</exception>
        public TicFrame Current => _frames._queue.Current;

        /// <summary>Goes to the next frame; false at the end of the stream.</summary>
        /// <exception cref="OperationCanceledException">
        /// The read was cancelled; nothing is lost (<see cref="WithCancellation"/>).
        /// </exception>
        public ValueTask<bool> MoveNextAsync() => _frames.MoveNextAsync();
    }
}
