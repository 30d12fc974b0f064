using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

// The vector path. When a frame starts, PassFrames compares it with the layout that it is likely to have (FrameLayout),
// and LayoutCheck verifies every byte, value and checksum with the widest vectors of the machine. It continues with the
// next frame until a frame does not match. The rest of the bytes then takes the scalar path, which finds the end of
// that frame; after it the vector path starts again. A frame with one damaged group remains on the vector path
// (DamagedFrame).
public sealed partial class TicDecoder
{
    /// <summary>Bytes after a frame that its check may read.</summary>
    const int Padding = 512;

    readonly LearnedFrames? _learned;

    /// <summary>Frames that had a known layout.</summary>
    internal long KnownFrames { get; private set; }

    /// <summary>Frames that had a known layout except for one damaged group.</summary>
    internal long DamagedFrames { get; private set; }

    /// <summary>True when a frame can start with the next byte, or when its STX was the last byte.</summary>
    bool IsBetweenFrames =>
        _bufferedLength == 0 && ((_startedBy == Etx && !_cutInGroup) || (_startedBy == Stx && _wasGap));

    /// <summary>Emits frames as long as they have a known layout.</summary>
    /// <returns>The bytes from the first frame on that has none.</returns>
    ReadOnlySpan<byte> PassFrames<THandler>(ReadOnlySpan<byte> bytes, scoped ref THandler handler)
        where THandler : ITicHandler, allows ref struct => _learned?.Cache.BlockSize switch
        {
            64 => PassFrames<THandler, Block512>(bytes, ref handler),
            32 => PassFrames<THandler, Block256>(bytes, ref handler),
            16 => PassFrames<THandler, Block128>(bytes, ref handler),
            _ => bytes,
        };

    ReadOnlySpan<byte> PassFrames<THandler, TBlock>(ReadOnlySpan<byte> bytes, scoped ref THandler handler)
        where THandler : ITicHandler, allows ref struct
        where TBlock : struct, IBlock<TBlock>
    {
        var stx = _startedBy == Etx ? 1 : 0;
        if (bytes.Length < 2 || (stx == 1 && bytes[0] != Stx))
        {
            return bytes;
        }

        var learned = _learned!;
        var offset = _offset;
        // Offset of the first byte of the frame after STX.
        var at = stx;
        var likely = learned.ChooseFirst<TBlock>(bytes, at, out var end);
        while (true)
        {
            // The next frame is found before this one is verified, because all later work depends on where it ends.
            var next = likely is null ? null : learned.Choose<TBlock>(bytes, end + 1, out end);
            var layout = learned.Match<TBlock>(bytes, at, likely);
            var isDamaged = layout is null && likely is not null && learned.IsDamaged<TBlock>(bytes, at, likely);
            layout = isDamaged ? likely : layout;
            if (layout is null)
            {
                if (at == stx)
                {
                    return bytes;
                }

                _offset = _pieceOffset = offset + at - 1;
                return bytes[(at - 1)..];
            }

            if (at == stx)
            {
                FinishFrame();
            }

            if (layout != likely)
            {
                next = learned.ChooseFirst<TBlock>(bytes, at + layout.Length + 1, out end);
            }

            if (isDamaged)
            {
                EmitDamaged(layout, bytes, at, offset + at, ref handler);
            }
            else
            {
                Emit(layout, learned.Values, bytes, at, offset + at, ref handler);
            }

            at += layout.Length;
            if (bytes.Length - at < 2 || bytes[at] != Stx)
            {
                _offset = _pieceOffset = offset + at;
                return bytes[at..];
            }

            at++;
            likely = next;
        }
    }

    /// <summary>Emits the frame in the buffer when it has a known layout.</summary>
    bool PassBuffered<THandler>(int length, ref THandler handler)
        where THandler : ITicHandler, allows ref struct
    {
        _buffer[length] = Etx;
        var layout = _learned?.Cache.BlockSize switch
        {
            64 => _learned.MatchOne<Block512>(_buffer),
            32 => _learned.MatchOne<Block256>(_buffer),
            16 => _learned.MatchOne<Block128>(_buffer),
            _ => null,
        };
        if (layout is null)
        {
            return false;
        }

        FinishFrame();
        Emit(layout, _learned!.Values, _buffer, 0, _offset, ref handler);
        _offset = _pieceOffset = _offset + layout.Length;
        return true;
    }

    /// <summary>Sets the state to that after the end of a frame.</summary>
    void FinishFrame()
    {
        Begin(Etx);
        _isNew = false;
        _pastAddress = _etxSeen = true;
    }

    void Emit<THandler>(
        FrameLayout layout, FrameValues values, ReadOnlySpan<byte> bytes, int at, long offset, ref THandler handler)
        where THandler : ITicHandler, allows ref struct
    {
        var count = layout.Slices.Length;
        Statistics.CountValid(layout.Mode, count);
        KnownFrames++;
        _ordinal++;
        handler.OnFrame(new(
            new(_ordinal, offset - 1, layout.Length, FrameEnd.Complete, layout.Mode, count, 0, 0, true),
            bytes.Slice(at, layout.Length - 1), offset, layout.Slices, values.Numbers, values.Times, layout.Offsets));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void EmitDamaged<THandler>(
        FrameLayout layout, ReadOnlySpan<byte> bytes, int at, long offset, ref THandler handler)
        where THandler : ITicHandler, allows ref struct
    {
        var (values, damaged) = (_learned!.Values, _learned.Damaged);
        var valid = layout.Slices.Length - 1;
        _ordinal++;
        DamagedFrames++;
        var summary = new FrameSummary(
            _ordinal, offset - 1, layout.Length, FrameEnd.Complete, layout.Mode,
            valid, 1, damaged.Group.Fault == GroupFault.Form ? 0 : 1, true);
        Statistics.ValidGroups += valid;
        Statistics.Count(damaged.Group);
        Statistics.Count(summary);
        handler.OnFrame(new(
            summary, bytes.Slice(at, layout.Length - 1), offset, damaged.Slices, values.Numbers, values.Times, damaged.Offsets));
    }
}
