namespace Oya.Teleinfo;

/// <summary>
/// The frames of one read, until they are asked for: a decoder pushes, an <c>await foreach</c> pulls. What a frame views
/// is copied once, into room that is used again with the next read.
/// </summary>
sealed class FrameQueue : ITicHandler
{
    readonly List<FrameCopy> _copies = [];
    int _count;
    int _at = -1;

    public bool IsEmpty => _count == 0;

    /// <summary>The frame that <see cref="TryNext"/> went to.</summary>
    public TicFrame Current => (uint)_at < (uint)_count
        ? _copies[_at].Frame
        : throw new InvalidOperationException("There is no frame: MoveNextAsync was not called, or gave false.");

    /// <summary>Goes to the next frame; false, and empty again, when there is none.</summary>
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
