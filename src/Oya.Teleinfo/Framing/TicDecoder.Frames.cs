namespace Oya.Teleinfo;

// From the lines of a piece to groups, and from groups to frames.
public sealed partial class TicDecoder
{
    /// <summary>Hands on the lines of a piece that have ended, and returns what follows the last line break.</summary>
    ReadOnlySpan<byte> Lines<THandler>(ReadOnlySpan<byte> piece, ref THandler handler)
        where THandler : ITicHandler
    {
        if (piece.IndexOfAnyInRange((byte)0x80, (byte)0xFF) >= 0)
        {
            piece = Parity.Remove(piece, _unmasked);
        }

        var at = 0;
        while (true)
        {
            var length = piece[at..].IndexOfAny(Lf, Cr);
            if (length < 0)
            {
                return piece[at..];
            }

            if (EndLine(length))
            {
                HandOn(GroupParser.Parse(piece.Slice(at, length), _offset + at), ref handler);
            }

            at += length + 1;
        }
    }

    /// <summary>Takes note of a line of some length, and says whether it is a group.</summary>
    bool EndLine(int length)
    {
        var skip = _skipToLine;
        _skipToLine = false;
        if (_lineSeen)
        {
            return length > 1 && !skip;
        }

        _lineSeen = true;
        // Between two frames are an end and a start with no line between them. Where only one delimiter came, it is a
        // damaged byte of a group if it cut one, or if text follows it: a meter sends LF first.
        _continues = _startedBy != 0 && !_wasGap && (_cutInGroup || length > 1);
        _isNew |= !_continues;
        // Before its first line break a capture is in the middle of something; after a cut comes the rest of the group.
        return length > 1 && _startedBy != 0 && !_cutInGroup;
    }

    void HandOn<THandler>(in TicGroup group, ref THandler handler)
        where THandler : ITicHandler
    {
        if (_pastAddress && group.IsRight && group.Label is TicLabel.ADCO or TicLabel.ADSC)
        {
            _isNew = true;
            _continues = false;
            if (_open)
            {
                // Nothing that was between two frames arrived: this one has lost its STX, that one its end.
                Close(_startedBy == 0 ? FrameEnd.Truncated : FrameEnd.Interrupted, group.Offset, ref handler);
                _startedBy = Lf;
            }
        }

        Open(group.Offset);
        if (group.IsRight)
        {
            _right++;
            _mode = _mode == TicMode.Unknown ? group.Mode : _mode;
            _pastAddress |= group.Label is not (TicLabel.Unknown or TicLabel.ADIR1 or TicLabel.ADIR2 or TicLabel.ADIR3);
        }
        else
        {
            _refused++;
            _unsummed += group.Fault == GroupFault.Form ? 0 : 1;
        }

        Statistics.Count(group);
        handler.OnGroup(group);
    }

    void Open(long offset)
    {
        if (_open)
        {
            return;
        }

        _open = true;
        // From its STX when it has one.
        _frameOffset = _startedBy == Stx ? _pieceOffset - 1 : offset;
        _mode = TicMode.Unknown;
        _right = _refused = _unsummed = 0;
        CountFrame();
    }

    void CountFrame()
    {
        if (_isNew)
        {
            _ordinal++;
            _isNew = _pastAddress = false;
        }
    }

    void Close<THandler>(FrameEnd end, long at, ref THandler handler)
        where THandler : ITicHandler
    {
        if (!_open)
        {
            return;
        }

        _open = false;
        var length = (int)Math.Min(int.MaxValue, at - _frameOffset);
        var frame = new FrameSummary(_ordinal, _frameOffset, length, end, _mode, _right, _refused, _unsummed);
        Statistics.Count(frame);
        handler.OnFrame(frame);
    }
}
