using System.Runtime.CompilerServices;
using static Oya.Teleinfo.ControlBytes;

namespace Oya.Teleinfo;

// From the lines of a piece to groups, and from groups to frames.
public sealed partial class TicDecoder
{
    /// <summary>Reads the lines of a piece that have ended, and returns where the one that has not begins.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    int ReadLines<THandler>(ReadOnlySpan<byte> text, ref THandler handler)
        where THandler : ITicHandler, allows ref struct
    {
        var at = _parsed;
        while (true)
        {
            if (_lineSeen && !_skipToLine && !(_isNew && _continues))
            {
                at = ReadExpected(text, at);
            }

            var line = GroupLine.At(text, at);
            if (!line.IsEnded)
            {
                return at;
            }

            if (EndLine(line.Length))
            {
                Take(GroupParser.Parse(text.Slice(at, line.Length), at, line), text, ref handler);
            }

            at += line.Length + 1;
        }
    }

    /// <summary>Reads the lines that are as their labels let expect.</summary>
    /// <returns>Where the first begins that is not.</returns>
    int ReadExpected(ReadOnlySpan<byte> text, int at)
    {
        var count = _groups.Count;
        var end = _groups.AddExpected(text, at, isAddressDue: _isNew || !_pastAddress);
        if (end > at)
        {
            Open(_offset + at);
            _pastAddress = true;
            Statistics.ValidGroups += _groups.Count - count;
        }

        return end;
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

    void Take<THandler>(in ParsedGroup group, ReadOnlySpan<byte> text, ref THandler handler)
        where THandler : ITicHandler, allows ref struct
    {
        var slice = group.Slice;
        if (_pastAddress && slice.IsValid && slice.Label is TicLabel.ADCO or TicLabel.ADSC)
        {
            _isNew = true;
            _continues = false;
            if (_open)
            {
                // Nothing that was between two frames arrived: this one has lost its STX, that one its end.
                Close(
                    _startedBy == 0 ? FrameEnd.Truncated : FrameEnd.Interrupted, text, slice.Start, ref handler);
                _startedBy = Lf;
            }
        }

        Open(_offset + slice.Start);
        _groups.Add(group);
        _pastAddress |= slice.IsValid
            && slice.Label is not (TicLabel.Unknown or TicLabel.ADIR1 or TicLabel.ADIR2 or TicLabel.ADIR3);
        Statistics.Count(slice);
    }

    void Open(long offset)
    {
        if (_open)
        {
            return;
        }

        _open = true;
        // From its STX when it has one.
        _frameOffset = _startedBy == Stx && !_isPart ? _pieceOffset - 1 : offset;
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

    /// <summary>Hands on the frame in progress, if there is one, which ends somewhere in the text.</summary>
    void Close<THandler>(FrameEnd end, ReadOnlySpan<byte> text, int at, ref THandler handler)
        where THandler : ITicHandler, allows ref struct
    {
        if (!_open)
        {
            return;
        }

        _open = false;
        var length = (int)Math.Min(int.MaxValue, _offset + at - _frameOffset);
        var summary = new FrameSummary(
            _ordinal, _frameOffset, length, end, _groups.Mode,
            _groups.Valid, _groups.Invalid, _groups.Unverified, _groups.IsInSequence);
        Statistics.Count(summary);
        handler.OnFrame(new(summary, text, _offset, _groups));
        _groups.Clear();
    }
}
