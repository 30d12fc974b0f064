using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>
/// The layouts of the recent frames of one decoder. Finds the one that a frame is likely to have, by the length of the
/// frame.
/// </summary>
/// <remarks>
/// <para>The length is not known in advance, so the search looks for the first ETX. It starts at the end of the
/// shortest recent layout, because no frame of a recent layout ends earlier. The distance from there is the index of a
/// table of layouts.</para>
/// <para>When frames of many kinds come mixed, a branch on the length is mispredicted. So the search takes 128 bytes at
/// a time, makes one mask of all ETX in them, and counts its trailing zeros. These 128 bytes are enough for the ends of
/// most frames.</para>
/// <para>The result is only a guess: <see cref="LayoutCheck{TBlock}"/> verifies it.</para>
/// </remarks>
sealed class RecentLayouts
{
    // A port has one or two layouts. When the list is full, one addition in 64 replaces an entry.
    const int Capacity = 16, AddedBetweenReplacements = 64;

    const int Part = 64, Stretch = 2 * Part;

    readonly List<FrameLayout> _layouts = new(Capacity);
    int _replaced, _added;

    // The index is the length of the frames less that of the shortest ones. Of layouts of one length, the table has the
    // one that came last.
    FrameLayout?[] _byLength = [];
    int _minEnd, _reach;

    /// <summary>
    /// True when all of them are <see cref="FrameLayout.IsShortest"/>. The check then does less for each frame, and its
    /// branches are predicted.
    /// </summary>
    public bool AreShortest { get; private set; }

    /// <summary>
    /// The layout that a frame is likely to have; null when no recent layout has its length, or the text is too short
    /// for the search.
    /// </summary>
    /// <param name="text">The readable bytes.</param>
    /// <param name="frame">Offset of the first byte of the frame after STX.</param>
    /// <param name="end">
    /// Receives the offset after the ETX of the frame. With it the caller finds the next frame while the layout is
    /// still being loaded.
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
            var first = TBlock.GetBits(TicDecoder.Etx, in min, at);
            var second = TBlock.GetBits(TicDecoder.Etx, in min, at + Part);
            if ((first | second) != 0)
            {
                var lowest = BitOperations.TrailingZeroCount(first);
                // A mask without any bit has 64 trailing zeros. 64 is a bit of its own, and only then the second mask
                // is added.
                lowest += BitOperations.TrailingZeroCount(second) & -(lowest >> 6);
                var longer = (int)at + lowest;
                end = frame + _minEnd + longer + 1;
                return byLength[longer];
            }
        }

        return null;
    }

    /// <summary>
    /// Adds a layout that <see cref="Choose"/> did not find for its frame: its length is new, or another layout has the
    /// same length. When the list is full, one call in 64 replaces an entry.
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
        foreach (var recent in _layouts)
        {
            min = Math.Min(min, recent.Length);
            max = Math.Max(max, recent.Length);
            reach = Math.Max(reach, recent.Reach);
        }

        // The array is kept while it is long enough, so kinds that come and go forever allocate nothing.
        var length = ((max - min) / Stretch + 1) * Stretch;
        _byLength = _byLength.Length < length ? new FrameLayout?[length] : _byLength;
        Array.Clear(_byLength);
        foreach (var recent in _layouts)
        {
            _byLength[recent.Length - min] = recent;
        }

        AreShortest = _layouts.TrueForAll(recent => recent.IsShortest);
        _minEnd = min - 1;
        _reach = Math.Max(reach, _minEnd + _byLength.Length);
    }
}
