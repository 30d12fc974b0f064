using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

// The scalar path: reads the lines of a piece as groups, and the groups as frames. Most lines have the exact form that
// their label requires, and ReadExpected reads them without a search. GroupParser reads any other line byte by byte.
public sealed partial class TicDecoder
{
    /// <summary>Reads the complete lines of a piece, and returns the offset of the incomplete one.</summary>
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
                AddGroup(GroupParser.Parse(text.Slice(at, line.Length), at, line), text, ref handler);
            }

            at += line.Length + 1;
        }
    }

    /// <summary>Reads lines as long as each has the form that its label requires.</summary>
    /// <returns>The offset of the first line that has another form.</returns>
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

    /// <summary>Ends a line; true when it is a group.</summary>
    bool EndLine(int length)
    {
        var skip = _skipToLine;
        _skipToLine = false;
        if (_lineSeen)
        {
            return length > 1 && !skip;
        }

        _lineSeen = true;
        // Between two frames the meter sends an end and a start, without a line between them. A single delimiter is a
        // damaged byte when it cut a group, or when text follows it: after STX a meter sends LF first.
        _continues = _startedBy != 0 && !_wasGap && (_cutInGroup || length > 1);
        _isNew |= !_continues;
        // Text before the first line break of a capture is the rest of a group, and so is text after a cut.
        return length > 1 && _startedBy != 0 && !_cutInGroup;
    }

    void AddGroup<THandler>(in ParsedGroup group, ReadOnlySpan<byte> text, ref THandler handler)
        where THandler : ITicHandler, allows ref struct
    {
        var slice = group.Slice;
        if (_pastAddress && slice.IsValid && slice.Label is TicLabel.ADCO or TicLabel.ADSC)
        {
            _isNew = true;
            _continues = false;
            if (_open)
            {
                // All bytes between the two frames were lost: the new frame lacks its STX, the open one its end.
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
        // The frame starts at its STX when it has one.
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

    /// <summary>Emits the frame in progress, if there is one. It ends at an offset of the text.</summary>
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
        handler.OnFrame(_groups.Frame(summary, text, _offset));
        _groups.Clear();
    }
}
