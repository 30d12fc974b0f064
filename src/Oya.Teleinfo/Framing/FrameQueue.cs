namespace Oya.Teleinfo;

/// <summary>
/// The frames of one read, between a decoder that pushes them and an <c>await foreach</c> that pulls them. Each frame
/// is copied once, into memory that the next read reuses.
/// </summary>
sealed class FrameQueue : ITicHandler
{
    readonly List<FrameCopy> _copies = [];
    int _count;
    int _at = -1;

    public bool IsEmpty => _count == 0;

    /// <summary>The frame that <see cref="TryNext"/> moved to.</summary>
    public TicFrame Current => (uint)_at < (uint)_count
        ? _copies[_at].Frame
        : throw new InvalidOperationException("No current frame: MoveNextAsync was not called, or returned false.");

    /// <summary>Moves to the next frame; false when there is none, and the queue is then empty.</summary>
    public bool TryNext()
    {
        if (++_at < _count)
        {
            return true;
        }

        (_at, _count) = (-1, 0);
        return false;
    }

    public void OnFrame(in TicFrame frame)
    {
        if (_count == _copies.Count)
        {
            _copies.Add(new());
        }

        _copies[_count++].Take(frame);
    }
}
