using System.Runtime.CompilerServices;
using static Oya.Teleinfo.ControlBytes;

namespace Oya.Teleinfo;

// Frames of a known layout: verified as a whole, each byte, value and checksum, in blocks of the widest vectors.
public sealed partial class TicDecoder
{
    /// <summary>Bytes behind a frame that a check of it may read.</summary>
    const int Padding = 512;

    readonly LearnedFrames? _learned;

    /// <summary>Frames that were of a known layout.</summary>
    internal long KnownFrames { get; private set; }

    /// <summary>Frames that were but for one group.</summary>
    internal long DamagedFrames { get; private set; }

    /// <summary>A frame can begin with the next byte, or its STX was the last one.</summary>
    bool IsBetweenFrames =>
        _waitingLength == 0 && ((_startedBy == Etx && !_cutInGroup) || (_startedBy == Stx && _wasGap));

    /// <summary>Hands on the frames that are of a known layout, up to the first that is not.</summary>
    /// <returns>The bytes from there on.</returns>
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
        // Of each frame the first byte after STX.
        var at = stx;
        var likely = learned.ChooseFirst<TBlock>(bytes, at, out var end);
        while (true)
        {
            // Before this frame is verified: where the next one ends is what all that follows waits for.
            var next = likely is null ? null : learned.Choose<TBlock>(bytes, end + 1, out end);
            var its = learned.Match<TBlock>(bytes, at, likely);
            var isDamaged = its is null && likely is not null && learned.IsDamaged<TBlock>(bytes, at, likely);
            its = isDamaged ? likely : its;
            if (its is null)
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

            if (its != likely)
            {
                next = learned.ChooseFirst<TBlock>(bytes, at + its.Length + 1, out end);
            }

            if (isDamaged)
            {
                EmitDamaged(its, bytes, at, offset + at, ref handler);
            }
            else
            {
                Emit(its, learned.Values, bytes, at, offset + at, ref handler);
            }

            at += its.Length;
            if (bytes.Length - at < 2 || bytes[at] != Stx)
            {
                _offset = _pieceOffset = offset + at;
                return bytes[at..];
            }

            at++;
            likely = next;
        }
    }

    /// <summary>Hands on the frame that waits, when it is of a known layout.</summary>
    bool PassWaiting<THandler>(int length, ref THandler handler)
        where THandler : ITicHandler, allows ref struct
    {
        _waiting[length] = Etx;
        var layout = _learned?.Cache.BlockSize switch
        {
            64 => _learned.MatchOne<Block512>(_waiting),
            32 => _learned.MatchOne<Block256>(_waiting),
            16 => _learned.MatchOne<Block128>(_waiting),
            _ => null,
        };
        if (layout is null)
        {
            return false;
        }

        FinishFrame();
        Emit(layout, _learned!.Values, _waiting, 0, _offset, ref handler);
        _offset = _pieceOffset = _offset + layout.Length;
        return true;
    }

    /// <summary>From here on all is as it is behind a frame.</summary>
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
        var right = layout.Slices.Length - 1;
        _ordinal++;
        DamagedFrames++;
        var summary = new FrameSummary(
            _ordinal, offset - 1, layout.Length, FrameEnd.Complete, layout.Mode,
            right, 1, damaged.Group.Fault == GroupFault.Form ? 0 : 1, true);
        Statistics.ValidGroups += right;
        Statistics.Count(damaged.Group);
        Statistics.Count(summary);
        handler.OnFrame(new(
            summary, bytes.Slice(at, layout.Length - 1), offset, damaged.Slices, values.Numbers, values.Times, damaged.Offsets));
    }
}
