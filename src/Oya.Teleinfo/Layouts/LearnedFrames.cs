using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>
/// What a decoder has of the layouts: those that its frames had lately, room for the values of a frame, and the shapes
/// that it saw lately, because a frame is learned from when another one had its shape: noise with a right checksum is
/// seen once.
/// </summary>
sealed class LearnedFrames(LayoutCache cache)
{
    const int ShapesKept = LayoutCache.Capacity;

    // Where there are more kinds of meters than room, learning each again and again costs more than reading it plainly.
    const int FramesBetweenReplacements = 256;

    readonly RecentLayouts _recent = new();
    readonly ulong[] _shapes = new ulong[ShapesKept];
    readonly bool[] _cannotLearn = new bool[ShapesKept];
    int _nextShape;
    int _sinceReplacement;

    public LayoutCache Cache => cache;

    /// <summary>The values of the frame that passed last.</summary>
    public FrameValues Values { get; } = new();

    /// <summary>What is damaged of the last one that passed but for one group.</summary>
    public DamagedFrame Damaged { get; } = new();

    /// <summary>The layout that a frame is likely to have; null when it looks like none that there was lately.</summary>
    /// <param name="text">What can be read.</param>
    /// <param name="at">Where in it the frame is, from the first byte after STX.</param>
    /// <param name="end">Where it ends, behind its ETX, if it has one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FrameLayout? Choose<TBlock>(ReadOnlySpan<byte> text, int at, out int end)
        where TBlock : struct, IBlock<TBlock> => _recent.Choose<TBlock>(text, at, out end);

    /// <summary>The same, where it is not done for each frame.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public FrameLayout? ChooseFirst<TBlock>(ReadOnlySpan<byte> text, int at, out int end)
        where TBlock : struct, IBlock<TBlock> => _recent.Choose<TBlock>(text, at, out end);

    /// <summary>
    /// The layout of a frame, its values then read; null when it is of none that is known and is read the scalar path.
    /// </summary>
    /// <param name="text">What can be read.</param>
    /// <param name="at">Where in it the frame is, from the first byte after STX.</param>
    /// <param name="likely">The one that it is likely to have, which can be read.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FrameLayout? Match<TBlock>(ReadOnlySpan<byte> text, int at, FrameLayout? likely)
        where TBlock : struct, IBlock<TBlock>
    {
        ref var frame = ref Unsafe.Add(ref MemoryMarshal.GetReference(text), at);
        return likely is not null && likely.HasHead(in frame)
            && LayoutCheck<TBlock>.Passes(likely, in frame, Values, _recent.AreShortest && likely.IsShortest)
            ? likely
            : MatchOther<TBlock>(text[at..], likely);
    }

    /// <summary>Whether a frame that has no layout has its likely one but for a group that is damaged.</summary>
    /// <param name="text">What can be read.</param>
    /// <param name="at">Where in it the frame is, from the first byte after STX.</param>
    /// <param name="likely">The layout of its length, which can be read.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool IsDamaged<TBlock>(ReadOnlySpan<byte> text, int at, FrameLayout likely)
        where TBlock : struct, IBlock<TBlock> => Damaged.TryRead<TBlock>(likely, text[at..], Values);

    /// <summary>The layout of a frame by itself.</summary>
    /// <param name="text">From the first byte after STX to behind the frame.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public FrameLayout? MatchOne<TBlock>(ReadOnlySpan<byte> text)
        where TBlock : struct, IBlock<TBlock> => Match<TBlock>(text, 0, Choose<TBlock>(text, 0, out _));

    [MethodImpl(MethodImplOptions.NoInlining)]
    FrameLayout? MatchOther<TBlock>(ReadOnlySpan<byte> text, FrameLayout? tried)
        where TBlock : struct, IBlock<TBlock>
    {
        foreach (var layout in cache.Layouts)
        {
            if (layout == tried || !layout.CanBe(text) || !layout.HasHead(in text[0]))
            {
                continue;
            }

            Values.MakeRoom(layout);
            if (LayoutCheck<TBlock>.Passes(layout, in text[0], Values, isShortest: false))
            {
                layout.IsUsed = true;
                _recent.Add(layout);
                return layout;
            }
        }

        return null;
    }

    /// <summary>Takes note of a whole frame that was read the scalar path.</summary>
    /// <param name="text">From the first byte after STX to the last before ETX.</param>
    /// <param name="groups">Its groups.</param>
    public void Note(ReadOnlySpan<byte> text, GroupList groups)
    {
        var shape = FrameShape.Get(text, groups.Slices);
        if (shape == 0)
        {
            return;
        }

        var seen = Array.IndexOf(_shapes, shape);
        if (seen < 0)
        {
            _shapes[_nextShape] = shape;
            _cannotLearn[_nextShape] = false;
            _nextShape = (_nextShape + 1) % ShapesKept;
        }
        else if (!_cannotLearn[seen])
        {
            var mayReplace = ++_sinceReplacement >= FramesBetweenReplacements;
            _cannotLearn[seen] = !cache.Learn(text, groups, shape, mayReplace);
            _sinceReplacement = mayReplace ? 0 : _sinceReplacement;
        }
    }
}
