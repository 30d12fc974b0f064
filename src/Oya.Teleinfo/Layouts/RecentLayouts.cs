using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>
/// The layouts that the frames of a decoder had lately, and which of them a frame is likely to have: the shortest at
/// whose end there is an ETX. Which that is nobody can foresee where frames of many kinds come mixed, so it is found
/// without a decision: all of them are looked at, and each gives a bit.
/// </summary>
sealed class RecentLayouts
{
    // A port has one or two. Where there are more than these, one of them changes at most once in so many times.
    const int Capacity = 16, AddedBetweenReplacements = 64;

    // The longest first, so that the shortest gives the lowest bit.
    readonly FrameLayout[] _layouts = new FrameLayout[Capacity];
    readonly int[] _ends = new int[Capacity];
    int _count;
    int _reach;
    int _replaced, _added;

    /// <summary>
    /// The one that a frame is likely to have; null when it has none of them, or there is too little to read.
    /// </summary>
    /// <param name="text">From the first byte after STX to behind the frame: what can be read.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FrameLayout? Choose(ReadOnlySpan<byte> text)
    {
        if (text.Length < _reach)
        {
            return null;
        }

        ref var first = ref MemoryMarshal.GetReference(text);
        ref var ends = ref MemoryMarshal.GetArrayDataReference(_ends);
        uint found = 0;
        for (var i = 0; i < _count; i++)
        {
            found = 2 * found + (Unsafe.Add(ref first, Unsafe.Add(ref ends, i)) == TicDecoder.Etx ? 1u : 0);
        }

        return found == 0 ? null : _layouts[_count - 1 - BitOperations.TrailingZeroCount(found)];
    }

    /// <summary>Takes note of another one; when there is no room, now and then in the place of one of them.</summary>
    public void Add(FrameLayout layout)
    {
        var layouts = _layouts.AsSpan(0, _count);
        if (layouts.Contains(layout))
        {
            return;
        }

        if (_count < Capacity)
        {
            _layouts[_count++] = layout;
        }
        else if (++_added % AddedBetweenReplacements == 0)
        {
            _layouts[_replaced++ % Capacity] = layout;
        }
        else
        {
            return;
        }

        layouts = _layouts.AsSpan(0, _count);
        layouts.Sort((one, other) => other.Length - one.Length);
        _reach = 0;
        for (var i = 0; i < layouts.Length; i++)
        {
            _ends[i] = layouts[i].Length - 1;
            _reach = Math.Max(_reach, layouts[i].Reach);
        }
    }
}
