using static Oya.Teleinfo.ControlBytes;

namespace Oya.Teleinfo;

/// <summary>
/// Bytes in pieces of any size, to groups and frames. Never throws on bad bytes, allocates nothing for a frame of a kind
/// that it has learned (some kilobytes to learn one), and gives the same whatever the pieces are.
/// </summary>
/// <remarks>
/// <para>The stream is cut at STX, ETX and EOT (with or without their parity bit); what is between two of them is a
/// <i>piece</i>, and a piece is cut into lines at LF and CR, alone or together, so that a capture whose CR a terminal
/// turned into LF reads like any other. A line is a group; a line of one byte is noise.</para>
/// <para>A damaged byte costs one group: a false STX, ETX or EOT in the middle of a frame cuts it in two, and the groups
/// of both halves are handed on. The two halves are told from two frames by what a meter never does: it ends no frame
/// inside a group, and between two frames it sends both an end and a start, and no text.</para>
/// <para>The address is sent once in a frame, at its head: a second one is another frame, even when nothing that was
/// between the two arrived.</para>
/// <para>A piece waits in a buffer of 4096 bytes until it ends; a frame that is longer is handed
/// on in parts of one ordinal, so memory stays bounded.</para>
/// </remarks>
public sealed partial class TicDecoder
{
    /// <summary>
    /// Bytes that wait for their end: 4096. The longest frame of the specification has 1727 (71 groups, three-phase
    /// producer); this is twice that, and some.
    /// </summary>
    internal const int MaxPieceLength = 4096;

    readonly byte[] _waiting = new byte[MaxPieceLength + 1 + Padding];
    readonly GroupList _groups = new();
    int _waitingLength;
    int _parsed;
    long _offset;
    long _ordinal = -1;

    // The frame in progress: its first byte in the stream, and whether a part of it was handed on already.
    bool _open;
    long _frameOffset;
    bool _isPart;

    // The frame as the meter sent it, of which the one in progress may be a part: whether it has begun and no group of
    // it has come yet; whether its address has passed (only ADIR1..3 stand before that).
    bool _isNew = true;
    bool _pastAddress;

    // The piece in progress: what began it (0: the edge of the capture), whether a line of it has ended, whether it
    // goes on with the frame of the piece before it.
    byte _startedBy;
    long _pieceOffset;
    bool _lineSeen;
    bool _continues;
    bool _skipToLine;

    // The piece before it: whether it ended inside a group, and whether there was any line in it.
    bool _cutInGroup;
    bool _wasGap;

    // A terminal that swallows ETX (it is ^C) swallows every one: until the first is seen, STX is an end like any other.
    bool _etxSeen;

    /// <summary>A decoder at the beginning of a stream.</summary>
    /// <exception cref="InvalidOperationException">
    /// The environment variable <c>OYA_TIC_PATH</c> asks for what there is not (<see cref="Acceleration"/>).
    /// </exception>
    public TicDecoder()
        : this(LayoutCache.ForWidth(DecoderAcceleration.WidestBlock))
    {
    }

    /// <param name="cache">What is known of layouts, to be added to; null for the scalar path alone.</param>
    internal TicDecoder(LayoutCache? cache) => _learned = cache is null ? null : new(cache);

    /// <summary>
    /// How frames are verified on this machine: <c>512-bit vectors</c> and so on, or <c>scalar</c>. The environment variable
    /// <c>OYA_TIC_PATH</c> (<c>512</c>, <c>256</c>, <c>128</c>, <c>scalar</c>) asks for less than the machine has.
    /// </summary>
    public static string Acceleration => DecoderAcceleration.Name;

    /// <summary>What was seen so far.</summary>
    public TicStatistics Statistics { get; } = new();

    /// <summary>
    /// Takes in the next bytes of the stream, of any number, and hands on each frame that ends in them before it returns.
    /// A decoder is for one stream, and for one thread at a time.
    /// </summary>
    /// <param name="bytes">From where the call before ended; with or without their parity bits.</param>
    /// <param name="handler">Receives the frames.</param>
    /// <remarks>
    /// What the handler throws comes through; the bytes of this call behind the frame at hand are lost then. Decoding goes
    /// on with the next call: where that begins in the middle of a frame, its right groups are handed on as
    /// <see cref="FrameEnd.Truncated"/>.
    /// </remarks>
    public void Decode<THandler>(ReadOnlySpan<byte> bytes, ref THandler handler)
        where THandler : ITicHandler, allows ref struct
    {
        Statistics.Bytes += bytes.Length;
        try
        {
            DecodeAll(bytes, ref handler);
        }
        catch
        {
            Forget();
            throw;
        }
    }

    void DecodeAll<THandler>(ReadOnlySpan<byte> bytes, ref THandler handler)
        where THandler : ITicHandler, allows ref struct
    {
        while (true)
        {
            if (IsBetweenFrames)
            {
                bytes = PassFrames(bytes, ref handler);
            }

            if (bytes.IsEmpty)
            {
                return;
            }

            var end = bytes.IndexOfAny(Delimiters);
            // Where nothing can be read behind it, or its parity is to be taken off, a piece is better in our own buffer.
            if (_waitingLength == 0 && (uint)end <= MaxPieceLength && bytes.Length - end > Padding
                && bytes[..end].IndexOfAnyInRange((byte)0x80, (byte)0xFF) < 0)
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

                EndWaiting((byte)(bytes[end] & 0x7F), ref handler);
            }

            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>Says that the stream has ended: what waits is handed on, and the last frame with it.</summary>
    /// <param name="handler">Receives the frame; what it throws comes through.</param>
    public void Complete<THandler>(ref THandler handler)
        where THandler : ITicHandler, allows ref struct
    {
        try
        {
            var text = TakeWaiting();
            ReadLines(text, ref handler);
            Close(FrameEnd.Truncated, text, text.Length, ref handler);
        }
        finally
        {
            Forget();
        }
    }

    /// <summary>All bytes given so far are behind: what comes next is in the middle of something.</summary>
    void Forget()
    {
        _waitingLength = 0;
        _open = false;
        _groups.Clear();
        _offset = Statistics.Bytes;
        Begin(0);
    }

    void Wait<THandler>(ReadOnlySpan<byte> bytes, ref THandler handler)
        where THandler : ITicHandler, allows ref struct
    {
        while (!bytes.IsEmpty)
        {
            if (_waitingLength == MaxPieceLength)
            {
                EmitWaiting(ref handler);
            }

            var count = Math.Min(bytes.Length, MaxPieceLength - _waitingLength);
            bytes[..count].CopyTo(_waiting.AsSpan(_waitingLength));
            _waitingLength += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>
    /// The buffer is full and no end came: the frames in it that are whole were handed on, so the last one moves to the
    /// front. When that is all there is, what has come of it is handed on as a part.
    /// </summary>
    void EmitWaiting<THandler>(ref THandler handler)
        where THandler : ITicHandler, allows ref struct
    {
        var lines = _waiting.AsSpan(_parsed, _waitingLength - _parsed);
        lines = lines[..(lines.LastIndexOfAny(LineEnds) + 1)];
        ParityBits.Remove(lines);
        var text = _waiting.AsSpan(0, _parsed + lines.Length);
        ReadLines(text, ref handler);
        var keepFrom = _open ? _groups.Slices[0].Start : text.Length;
        if (keepFrom == 0 && !text.IsEmpty)
        {
            Close(FrameEnd.Interrupted, text, text.Length, ref handler);
            _isPart = true;
            keepFrom = text.Length;
        }
        else if (text.IsEmpty)
        {
            // 4096 bytes without a line break: the longest group has 111, so this is noise up to the next one.
            text = _waiting.AsSpan(0, _waitingLength);
            if (EndLine(text.Length))
            {
                Take(new(new(0, (ushort)text.Length, 0, 0, TicLabel.Unknown, TicMode.Unknown, GroupFault.Structure), 0, 0),
                    text, ref handler);
                Close(FrameEnd.Interrupted, text, text.Length, ref handler);
                _isPart = true;
            }

            _skipToLine = true;
            keepFrom = text.Length;
        }

        _waiting.AsSpan(keepFrom, _waitingLength - keepFrom).CopyTo(_waiting);
        _waitingLength -= keepFrom;
        _parsed = text.Length - keepFrom;
        _offset += keepFrom;
        _groups.MoveToFront(keepFrom);
    }

    ReadOnlySpan<byte> TakeWaiting()
    {
        var text = _waiting.AsSpan(0, _waitingLength);
        ParityBits.Remove(text[_parsed..]);
        _waitingLength = 0;
        return text;
    }

    void EndWaiting<THandler>(byte delimiter, ref THandler handler)
        where THandler : ITicHandler, allows ref struct
    {
        // All of it is here, and no line of it was read.
        var isFrame = delimiter == Etx && _startedBy == Stx && _wasGap && _offset == _pieceOffset && !_lineSeen && !_isPart;
        var text = TakeWaiting();
        if (!isFrame || !PassWaiting(text.Length, ref handler))
        {
            EndPiece(text, delimiter, ref handler);
        }
    }

    void EndPiece<THandler>(ReadOnlySpan<byte> text, byte delimiter, ref THandler handler)
        where THandler : ITicHandler, allows ref struct
    {
        var at = ReadLines(text, ref handler);
        var rest = text[at..];
        var gap = !_lineSeen;
        // A gap between two frames may have noise in it; only after STX or a line break is it a group that is cut.
        var inGroup = rest.Length > 1 && (_lineSeen || _startedBy == Stx) && EndLine(rest.Length);
        if (inGroup && delimiter == Eot)
        {
            // The meter stops where it is: a part of a group before EOT is no fault.
            CountFrame();
        }
        else if (inGroup)
        {
            // The group may be whole, when its CR is what became the delimiter.
            Take(GroupParser.Parse(rest, at, GroupLine.At(text, at)), text, ref handler);
        }

        var cut = delimiter == Eot || (delimiter == Stx && inGroup && _etxSeen);
        var end = _startedBy == 0 ? FrameEnd.Truncated
            : _startedBy != Stx || _continues || _isPart || cut ? FrameEnd.Interrupted
            : FrameEnd.Complete;
        if (end == FrameEnd.Complete && delimiter == Etx && _wasGap && _groups is { Invalid: 0, IsInSequence: true })
        {
            _learned?.Note(text, _groups);
        }

        Close(end, text, text.Length, ref handler);
        _offset += text.Length + 1;
        _etxSeen |= delimiter == Etx;
        Begin(delimiter);
        _cutInGroup = inGroup;
        _wasGap = gap && !inGroup;
    }

    void Begin(byte delimiter)
    {
        _startedBy = delimiter;
        _pieceOffset = _offset;
        _parsed = 0;
        _lineSeen = _continues = _skipToLine = _isPart = false;
        _cutInGroup = _wasGap = false;
    }
}
