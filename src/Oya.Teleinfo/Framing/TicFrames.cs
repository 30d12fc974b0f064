using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Oya.Teleinfo;

/// <summary>
/// The frames of a stream, for <c>await foreach</c>. Each one is a view, gone when the next is asked for: the compiler
/// does not let it be used behind an <c>await</c>. Nothing is allocated per frame.
/// </summary>
/// <remarks>
/// <para>A second <c>await foreach</c> goes on where the first was left, and so does one after a cancelled read:
/// nothing is lost.</para>
/// <para>When the stream throws, every frame that came before is given first, the cut one as
/// <see cref="FrameEnd.Truncated"/>; then the exception. Whoever goes on after it reads again.</para>
/// <para>One reader at a time.</para>
/// </remarks>
public sealed class TicFrames
{
    readonly ByteSource _source;
    readonly CancellationToken _cancellation;
    readonly TicDecoder _decoder = new();
    readonly FrameQueue _queue = new();
    ExceptionDispatchInfo? _failure;
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
        /// <exception cref="OperationCanceledException">The read was cancelled; nothing is lost.</exception>
        public ValueTask<bool> MoveNextAsync() => _frames.MoveNextAsync();
    }
}
