using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>
/// The layouts that the frames of a decoder had lately, and which of them a frame is likely to have: that of its length.
/// Where a frame ends nobody can foresee when those of many kinds come mixed, so it is found without a decision: from the
/// end of the shortest layout on, the first ETX in a stretch that is long enough for most.
/// </summary>
sealed class RecentLayouts
{
    // A port has one or two. Where there are more than these, one of them changes at most once in so many times.
    const int Capacity = 16, AddedBetweenReplacements = 64;

    const int Part = 64, Stretch = 2 * Part;

    readonly List<FrameLayout> _layouts = new(Capacity);
    int _replaced, _added;

    // By how much longer its frames are than the shortest ones; of those of one length the one that was met last.
    FrameLayout?[] _byLength = [];
    int _minEnd, _reach;

    /// <summary>
    /// All of them are <see cref="FrameLayout.IsShortest"/>: then what a check has to do for each is less, and foreseen.
    /// </summary>
    public bool AreShortest { get; private set; }

    /// <summary>
    /// The one that a frame is likely to have; null when it has none of them, or there is too little to read.
    /// </summary>
    /// <param name="text">What can be read.</param>
    /// <param name="frame">Where in it the frame is, from the first byte after STX.</param>
    /// <param name="end">
    /// Where it ends, behind its ETX: by that the next frame is found while the layout is still being fetched.
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FrameLayout? Choose<TBlock>(ReadOnlySpan<byte> text, int frame, out int end)
        where TBlock : struct, IBlock<TBlock>
    {
        end = frame;
        if (text.Length - frame < _reach)
        {
            return null;
        }

        ref var min = ref Unsafe.Add(ref MemoryMarshal.GetReference(text), frame + _minEnd);
        var byLength = _byLength;
        for (nuint at = 0; at < (uint)byLength.Length; at += Stretch)
        {
            var first = TBlock.GetBits(ControlBytes.Etx, in min, at);
            var second = TBlock.GetBits(ControlBytes.Etx, in min, at + Part);
            if ((first | second) != 0)
            {
                var lowest = BitOperations.TrailingZeroCount(first);
                // 64, a bit of its own, is what there is of trailing zeros where there is no bit: only then the second counts.
                lowest += BitOperations.TrailingZeroCount(second) & -(lowest >> 6);
                var longer = (int)at + lowest;
                end = frame + _minEnd + longer + 1;
                return byLength[longer];
            }
        }

        return null;
    }

    /// <summary>
    /// Takes note of one that was not chosen for its frame: it is of another length than those that there were, or of the
    /// same as one of them. When there is no room, now and then in the place of one of them.
    /// </summary>
    public void Add(FrameLayout layout)
    {
        if (_layouts.Contains(layout))
        {
            _byLength[layout.Length - _minEnd - 1] = layout;
            return;
        }

        if (_layouts.Count < Capacity)
        {
            _layouts.Add(layout);
        }
        else if (++_added % AddedBetweenReplacements == 0)
        {
            _layouts[_replaced++ % Capacity] = layout;
        }
        else
        {
            return;
        }

        int min = int.MaxValue, max = 0, reach = 0;
        foreach (var its in _layouts)
        {
            min = Math.Min(min, its.Length);
            max = Math.Max(max, its.Length);
            reach = Math.Max(reach, its.Reach);
        }

        // One array as long as it is long enough: where kinds come and go for ever, nothing is allocated for it.
        var length = ((max - min) / Stretch + 1) * Stretch;
        _byLength = _byLength.Length < length ? new FrameLayout?[length] : _byLength;
        Array.Clear(_byLength);
        foreach (var its in _layouts)
        {
            _byLength[its.Length - min] = its;
        }

        AreShortest = _layouts.TrueForAll(its => its.IsShortest);
        _minEnd = min - 1;
        _reach = Math.Max(reach, _minEnd + _byLength.Length);
    }
}
