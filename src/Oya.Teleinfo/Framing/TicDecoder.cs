using System.Buffers;

namespace Oya.Teleinfo;

/// <summary>
/// Bytes in pieces of any size, to groups and frames. Never throws on bad bytes, allocates nothing per frame, and
/// gives the same whatever the pieces are.
/// </summary>
/// <remarks>
/// <para>The stream is cut at STX, ETX and EOT (with or without their parity bit); what is between two of them is a
/// <i>piece</i>, and a piece is cut into groups at LF and CR, alone or together, so that a capture whose CR a terminal
/// turned into LF reads like any other.</para>
/// <para>A damaged byte costs one group: a false STX, ETX or EOT in the middle of a frame cuts it in two, and the groups
/// of both halves are handed on. Only what stands before the first LF of a piece that has no STX is dropped, because
/// nobody knows where it began.</para>
/// <para>A piece waits in a buffer of <see cref="MaxPieceLength"/> bytes until it ends; a stream that never sends an end
/// is handed on at its line breaks, so memory stays bounded.</para>
/// </remarks>
public sealed class TicDecoder
{
    /// <summary>
    /// Bytes that wait for their end: 4096. The longest frame of the specification has 1727 (71 groups, three-phase
    /// producer); this is twice that, and some.
    /// </summary>
    public const int MaxPieceLength = 4096;

    const byte Stx = 0x02, Etx = 0x03, Eot = 0x04, Lf = 0x0A, Cr = 0x0D;

    // With even parity kept in bit 7 STX is 0x82 and EOT is 0x84.
    static readonly SearchValues<byte> Delimiters =
        SearchValues.Create([Stx, Etx, Eot, Stx | 0x80, Etx | 0x80, Eot | 0x80]);

    readonly byte[] _waiting = new byte[MaxPieceLength];
    readonly byte[] _unmasked = new byte[MaxPieceLength];
    int _waitingLength;
    long _offset;
    long _ordinal = -1;

    // The frame in progress.
    bool _open;
    bool _continued;
    long _frameOffset;
    TicMode _mode;
    int _right, _refused, _unsummed;

    // The piece in progress: what began it, and whether a line break has been seen in it.
    byte _startedBy;
    long _pieceOffset;
    bool _lineSeen;
    bool _skipToLine;

    // How the piece before it ended.
    bool _cutInGroup;

    // A terminal that swallows ETX (it is ^C) swallows every one: until the first is seen, STX is an end like any other.
    bool _etxSeen;

    /// <summary>What was seen so far.</summary>
    public TicStatistics Statistics { get; } = new();

    /// <summary>Takes in the next bytes of the stream.</summary>
    public void Decode<THandler>(ReadOnlySpan<byte> bytes, ref THandler handler)
        where THandler : ITicHandler
    {
        Statistics.Bytes += bytes.Length;
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOfAny(Delimiters);
            if (_waitingLength == 0 && (uint)end <= MaxPieceLength)
            {
                EndPiece(bytes[..end], (byte)(bytes[end] & 0x7F), ref handler);
            }
            else
            {
                Wait(end < 0 ? bytes : bytes[..end], ref handler);
                if (end < 0)
                {
                    return;
                }

                var piece = _waiting.AsSpan(0, _waitingLength);
                _waitingLength = 0;
                EndPiece(piece, (byte)(bytes[end] & 0x7F), ref handler);
            }

            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>Says that the stream has ended: what waits is handed on, and the last frame with it.</summary>
    public void Complete<THandler>(ref THandler handler)
        where THandler : ITicHandler
    {
        var piece = _waiting.AsSpan(0, _waitingLength);
        _waitingLength = 0;
        var rest = Groups(piece, ref handler);
        _offset += piece.Length;
        Close(FrameEnd.Truncated, ref handler);
        _cutInGroup = !rest.IsEmpty;
        Begin(0);
    }

    void Wait<THandler>(ReadOnlySpan<byte> bytes, ref THandler handler)
        where THandler : ITicHandler
    {
        while (!bytes.IsEmpty)
        {
            if (_waitingLength == MaxPieceLength)
            {
                HandOnWaiting(ref handler);
            }

            var count = Math.Min(bytes.Length, MaxPieceLength - _waitingLength);
            bytes[..count].CopyTo(_waiting.AsSpan(_waitingLength));
            _waitingLength += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>The buffer is full and no end came: the groups that are whole go on, the last one begun stays.</summary>
    void HandOnWaiting<THandler>(ref THandler handler)
        where THandler : ITicHandler
    {
        var rest = Groups(_waiting.AsSpan(0, _waitingLength), ref handler);
        var handedOn = _waitingLength - rest.Length;
        if (handedOn == 0)
        {
            // 4096 bytes without a line break: the longest group has 111, so this is noise up to the next one.
            handedOn = _waitingLength;
            _skipToLine = true;
            Refuse(_waiting.AsSpan(0, _waitingLength), ref handler);
        }

        _waiting.AsSpan(handedOn, _waitingLength - handedOn).CopyTo(_waiting);
        _waitingLength -= handedOn;
        _offset += handedOn;
    }

    void EndPiece<THandler>(ReadOnlySpan<byte> piece, byte delimiter, ref THandler handler)
        where THandler : ITicHandler
    {
        var rest = Groups(piece, ref handler);
        // Bytes after the last LF are a group that was being sent; after a CR they are noise between two groups.
        var inGroup = !rest.IsEmpty
            && (rest.Length == piece.Length ? _startedBy == Stx || _lineSeen : (piece[^(rest.Length + 1)] & 0x7F) == Lf);
        if (delimiter == Etx && inGroup)
        {
            Group(rest, _offset + piece.Length - rest.Length, ref handler);
        }

        _offset += piece.Length;
        var headless = _startedBy != Stx;
        Close(
            headless ? (_startedBy == 0 ? FrameEnd.Truncated : FrameEnd.Interrupted)
            : delimiter == Eot || (delimiter == Stx && inGroup && _etxSeen) ? FrameEnd.Interrupted
            : FrameEnd.Complete,
            ref handler);
        _offset++;
        _cutInGroup = inGroup;
        _etxSeen |= delimiter == Etx;
        Begin(delimiter);
    }

    void Begin(byte delimiter)
    {
        _startedBy = delimiter;
        _pieceOffset = _offset;
        _lineSeen = false;
        _skipToLine = false;
    }

    void Close<THandler>(FrameEnd end, ref THandler handler)
        where THandler : ITicHandler
    {
        if (!_open)
        {
            return;
        }

        _open = false;
        var length = (int)Math.Min(int.MaxValue, _offset - _frameOffset);
        var frame = new FrameSummary(_ordinal, _frameOffset, length, end, _mode, _right, _refused, _unsummed);
        Statistics.Count(frame);
        handler.OnFrame(frame);
    }

    /// <summary>Hands on the groups of a piece, and returns what follows its last line break.</summary>
    ReadOnlySpan<byte> Groups<THandler>(ReadOnlySpan<byte> piece, ref THandler handler)
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

            if (!_open && !_lineSeen)
            {
                // A true STX is followed by LF. One that is not, after no ETX, is a damaged LF inside a frame.
                _continued = _startedBy == Stx ? _cutInGroup || length > 0 : _cutInGroup;
            }

            if (length > 0 && !_skipToLine && (_lineSeen || _startedBy == Stx))
            {
                Group(piece.Slice(at, length), _offset + at, ref handler);
            }

            _lineSeen = true;
            _skipToLine = false;
            at += length + 1;
        }
    }

    void Group<THandler>(ReadOnlySpan<byte> content, long offset, ref THandler handler)
        where THandler : ITicHandler
    {
        var group = GroupParser.Parse(content, offset);
        Open(offset);
        if (group.IsRight)
        {
            _right++;
            _mode = _mode == TicMode.Unknown ? group.Mode : _mode;
        }
        else
        {
            _refused++;
            _unsummed += group.Fault == GroupFault.Form ? 0 : 1;
        }

        Statistics.Count(group);
        handler.OnGroup(group);
    }

    void Refuse<THandler>(ReadOnlySpan<byte> content, ref THandler handler)
        where THandler : ITicHandler
    {
        Open(_offset);
        _refused++;
        _unsummed++;
        var group = new TicGroup { Fault = GroupFault.Structure, Offset = _offset, Raw = content };
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
        _ordinal += _continued && _ordinal >= 0 ? 0 : 1;
    }
}
