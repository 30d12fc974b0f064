using System.Buffers;

namespace Oya.Teleinfo;

/// <summary>
/// Decodes the bytes of a TIC stream to groups and frames. Never throws on invalid bytes. Allocates nothing for a frame
/// of a known layout, and some kilobytes to learn a layout. The result does not depend on how the stream is split into
/// calls.
/// </summary>
/// <remarks>
/// <para>The decoder splits the stream at STX, ETX and EOT (with or without their parity bit). The bytes between two of
/// them are a <i>piece</i>. It splits a piece into lines at LF and CR, alone or together, so a capture in which a
/// terminal turned CR into LF is read like any other. A line is a group; a line of one byte is noise.</para>
/// <para>A damaged byte costs one group. A false STX, ETX or EOT in the middle of a frame cuts it in two, and the
/// groups of both halves are passed on. The decoder distinguishes two halves from two frames by what a meter never
/// does: a meter ends no frame inside a group, and between two frames it sends both an end and a start, and no
/// text.</para>
/// <para>A meter sends its address once in a frame, at its head. A second address starts another frame, even when all
/// bytes between the two frames were lost.</para>
/// <para>A piece that has not ended waits in a buffer of <see cref="MaxPieceLength"/> bytes. A longer frame is passed
/// on in parts with the same ordinal, so memory is bounded.</para>
/// <para>A frame of a known layout takes the vector path (TicDecoder.Layouts.cs), any other one the scalar path
/// (TicDecoder.Frames.cs). Both give the same result.</para>
/// </remarks>
public sealed partial class TicDecoder
{
    /// <summary>
    /// The longest piece that the decoder buffers: 4096 bytes. The longest frame of the specification has 1727 bytes
    /// (71 groups, three-phase producer); the limit is more than twice that.
    /// </summary>
    public const int MaxPieceLength = 4096;

    internal const byte Etx = 0x03;

    // With the even parity bit in bit 7, STX is 0x82 and EOT is 0x84.
    internal static readonly SearchValues<byte> Delimiters =
        SearchValues.Create([Stx, Etx, Eot, Stx | 0x80, Etx | 0x80, Eot | 0x80]);

    const byte Stx = 0x02, Eot = 0x04, Lf = 0x0A, Cr = 0x0D;

    static readonly SearchValues<byte> LineEnds = SearchValues.Create([Lf, Cr, Lf | 0x80, Cr | 0x80]);

    readonly byte[] _buffer = new byte[MaxPieceLength + 1 + Padding];
    readonly GroupList _groups = new();
    int _bufferedLength;
    int _parsed;
    long _offset;
    long _ordinal = -1;

    // The frame in progress: its offset in the stream, and whether a part of it was emitted already.
    bool _open;
    long _frameOffset;
    bool _isPart;

    // The frame as the meter sent it; the frame in progress may be a part of it. _isNew: it has started, and no group
    // of it has come yet. _pastAddress: its address has come (only ADIR1..3 precede the address).
    bool _isNew = true;
    bool _pastAddress;

    // The piece in progress: the delimiter that started it (0: the edge of the capture), its offset, whether a line of
    // it has ended, whether it continues the frame of the piece before it, and whether to skip to the next line.
    byte _startedBy;
    long _pieceOffset;
    bool _lineSeen;
    bool _continues;
    bool _skipToLine;

    // The piece before it: whether it ended inside a group, and whether it had no line (a gap between two frames).
    bool _cutInGroup;
    bool _wasGap;

    // A terminal that drops ETX (which is ^C) drops all of them. So until the first ETX comes, STX also ends a frame.
    bool _etxSeen;

    /// <summary>Creates a decoder at the beginning of a stream.</summary>
    public TicDecoder()
        : this(LayoutCache.ForWidth(DecoderAcceleration.WidestBlock))
    {
    }

    /// <param name="cache">
    /// The cache of known layouts, which the decoder extends; null for the scalar path only.
    /// </param>
    internal TicDecoder(LayoutCache? cache) => _learned = cache is null ? null : new(cache);

    /// <summary>
    /// The path that verifies frames on this machine: <c>512-bit vectors</c> and so on, or <c>scalar</c>. The
    /// environment variable <c>OYA_TIC_PATH</c> (<c>512</c>, <c>256</c>, <c>128</c>, <c>scalar</c>) limits it to less
    /// than the machine has.
    /// </summary>
    public static string Acceleration => DecoderAcceleration.Name;

    /// <summary>The counts of the stream so far.</summary>
    public TicStatistics Statistics { get; } = new();

    /// <summary>
    /// Decodes the next bytes of the stream, of any number. Passes each frame that ends in them to the handler before
    /// it returns. A decoder is for one stream, and for one thread at a time.
    /// </summary>
    /// <remarks>
    /// An exception of the handler reaches the caller, and the bytes of this call after the current frame are then
    /// lost. Decoding continues with the next call. When that call starts in the middle of a frame, the valid groups of
    /// the frame are passed on as <see cref="FrameEnd.Truncated"/>.
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
            // A piece is copied to the buffer when its parity bits must be removed, or when a check could read past the
            // end of the bytes.
            if (_bufferedLength == 0 && (uint)end <= MaxPieceLength && bytes.Length - end > Padding
                && bytes[..end].IndexOfAnyInRange((byte)0x80, (byte)0xFF) < 0)
            {
                EndPiece(bytes[..end], (byte)(bytes[end] & 0x7F), ref handler);
            }
            else
            {
                AddToBuffer(end < 0 ? bytes : bytes[..end], ref handler);
                if (end < 0)
                {
                    return;
                }

                EndBuffered((byte)(bytes[end] & 0x7F), ref handler);
            }

            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>Ends the stream: decodes the buffered bytes and passes on the last frame.</summary>
    public void Complete<THandler>(ref THandler handler)
        where THandler : ITicHandler, allows ref struct
    {
        try
        {
            var text = TakeBuffered();
            ReadLines(text, ref handler);
            Close(FrameEnd.Truncated, text, text.Length, ref handler);
        }
        finally
        {
            Forget();
        }
    }

    /// <summary>Drops all bytes so far. The next byte is then at the edge of a capture.</summary>
    void Forget()
    {
        _bufferedLength = 0;
        _open = false;
        _groups.Clear();
        _offset = Statistics.Bytes;
        Begin(0);
    }

    void AddToBuffer<THandler>(ReadOnlySpan<byte> bytes, ref THandler handler)
        where THandler : ITicHandler, allows ref struct
    {
        while (!bytes.IsEmpty)
        {
            if (_bufferedLength == MaxPieceLength)
            {
                FreeBuffer(ref handler);
            }

            var count = Math.Min(bytes.Length, MaxPieceLength - _bufferedLength);
            bytes[..count].CopyTo(_buffer.AsSpan(_bufferedLength));
            _bufferedLength += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>
    /// Makes room in a full buffer that has no end of a piece. The complete frames in it are emitted, and the last
    /// frame moves to the front. When that frame fills the buffer, its groups so far are emitted as a part.
    /// </summary>
    void FreeBuffer<THandler>(ref THandler handler)
        where THandler : ITicHandler, allows ref struct
    {
        var lines = _buffer.AsSpan(_parsed, _bufferedLength - _parsed);
        lines = lines[..(lines.LastIndexOfAny(LineEnds) + 1)];
        Parity.Remove(lines);
        var text = _buffer.AsSpan(0, _parsed + lines.Length);
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
            // 4096 bytes without a line break: the longest group has 111 bytes, so this is noise up to the next line
            // break.
            text = _buffer.AsSpan(0, _bufferedLength);
            if (EndLine(text.Length))
            {
                AddGroup(
                    new(new(0, (ushort)text.Length, 0, 0, TicLabel.Unknown, TicMode.Unknown, GroupFault.Structure), 0, 0),
                    text, ref handler);
                Close(FrameEnd.Interrupted, text, text.Length, ref handler);
                _isPart = true;
            }

            _skipToLine = true;
            keepFrom = text.Length;
        }

        _buffer.AsSpan(keepFrom, _bufferedLength - keepFrom).CopyTo(_buffer);
        _bufferedLength -= keepFrom;
        _parsed = text.Length - keepFrom;
        _offset += keepFrom;
        _groups.MoveToFront(keepFrom);
    }

    ReadOnlySpan<byte> TakeBuffered()
    {
        var text = _buffer.AsSpan(0, _bufferedLength);
        Parity.Remove(text[_parsed..]);
        _bufferedLength = 0;
        return text;
    }

    void EndBuffered<THandler>(byte delimiter, ref THandler handler)
        where THandler : ITicHandler, allows ref struct
    {
        // The piece is complete in the buffer, and no line of it was read yet.
        var isFrame = delimiter == Etx && _startedBy == Stx && _wasGap && _offset == _pieceOffset && !_lineSeen && !_isPart;
        var text = TakeBuffered();
        if (!isFrame || !PassBuffered(text.Length, ref handler))
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
        // A gap between two frames may have noise in it. Only text after STX or a line break is a group that was cut.
        var inGroup = rest.Length > 1 && (_lineSeen || _startedBy == Stx) && EndLine(rest.Length);
        if (inGroup && delimiter == Eot)
        {
            // Before EOT the meter stops at any point, so an incomplete group before EOT is not a fault.
            CountFrame();
        }
        else if (inGroup)
        {
            // The group may be whole: its CR may have become the delimiter.
            AddGroup(GroupParser.Parse(rest, at, GroupLine.At(text, at)), text, ref handler);
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
