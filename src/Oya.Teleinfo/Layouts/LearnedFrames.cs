using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>
/// What a decoder has of the layouts: the one that the last frame had, room for the values of a frame, and the shapes
/// that it saw lately, because a frame is learned from when another one had its shape: noise with a right checksum is
/// seen once.
/// </summary>
sealed class LearnedFrames(LayoutShelf shelf)
{
    const int ShapesKept = LayoutShelf.Capacity;

    // Where there are more kinds of meters than room, learning each again and again costs more than reading it plainly.
    const int FramesBetweenReplacements = 256;

    readonly RecentLayouts _recent = new();
    readonly ulong[] _shapes = new ulong[ShapesKept];
    readonly bool[] _cannotLearn = new bool[ShapesKept];
    int _nextShape;
    int _sinceReplacement;

    public LayoutShelf Shelf => shelf;

    /// <summary>The layout of the frame that passed last.</summary>
    public FrameLayout? Layout { get; private set; }

    /// <summary>The values of that frame.</summary>
    public FrameValues Values { get; } = new();

    /// <summary>True when a frame is of a known layout; its values are then read. If not, it is read the plain way.</summary>
    /// <param name="text">From the first byte after STX to behind the frame: what can be read.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Matches<TBlock>(ReadOnlySpan<byte> text)
        where TBlock : struct, IBlock<TBlock>
    {
        if (Layout is not { } likely || !likely.CanBe(text))
        {
            likely = _recent.Choose(text);
            Layout = likely;
        }

        return (likely is not null && likely.HasHead(in text[0]) && LayoutCheck<TBlock>.Passes(likely, in text[0], Values))
            || MatchesOther<TBlock>(text);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    bool MatchesOther<TBlock>(ReadOnlySpan<byte> text)
        where TBlock : struct, IBlock<TBlock>
    {
        foreach (var layout in shelf.Layouts)
        {
            if (!layout.CanBe(text) || !layout.HasHead(in text[0]))
            {
                continue;
            }

            Values.MakeRoom(layout);
            if (LayoutCheck<TBlock>.Passes(layout, in text[0], Values))
            {
                layout.IsUsed = true;
                Layout = layout;
                _recent.Add(layout);
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes note of a whole frame that was read the plain way.</summary>
    /// <param name="text">From the first byte after STX to the last before ETX.</param>
    /// <param name="groups">Its groups.</param>
    public void Note(ReadOnlySpan<byte> text, GroupList groups)
    {
        var shape = LayoutBuilder.ShapeOf(text, groups.Marks);
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
            _cannotLearn[seen] = !shelf.Learn(text, groups, shape, mayReplace);
            _sinceReplacement = mayReplace ? 0 : _sinceReplacement;
        }
    }
}
