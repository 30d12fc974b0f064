using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>
/// What a decoder has of the layouts: the one that the last frame had, room for the values of a frame, and the shapes
/// that it saw lately, because a frame is learned from when another one had its shape: noise with a right checksum is
/// seen once.
/// </summary>
sealed class LearnedFrames(LayoutShelf shelf)
{
    const int ShapesKept = 16;

    readonly ulong[] _shapes = new ulong[ShapesKept];
    int _nextShape;
    FrameLayout? _last;

    public LayoutShelf Shelf => shelf;

    /// <summary>Of the frame that passed last.</summary>
    public FrameValues Values { get; } = new();

    /// <summary>The layout by which a frame passes; null when it is to be read the plain way.</summary>
    /// <param name="text">From the first byte after STX to behind the frame: what can be read.</param>
    /// <param name="length">Bytes to ETX, it included; 0 when nobody knows.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public FrameLayout? Match<TBlock>(ReadOnlySpan<byte> text, int length)
        where TBlock : struct, IBlock<TBlock>
    {
        if (_last is { } last && Passes<TBlock>(last, text, length))
        {
            return last;
        }

        foreach (var layout in shelf.Layouts)
        {
            if (layout != _last && Passes<TBlock>(layout, text, length))
            {
                layout.IsUsed = true;
                return _last = layout;
            }
        }

        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool Passes<TBlock>(FrameLayout layout, ReadOnlySpan<byte> text, int length)
        where TBlock : struct, IBlock<TBlock> =>
        text.Length >= layout.Reach && text[layout.Length - 1] == TicDecoder.Etx && text[0] == layout.First
        && (length == 0 || length == layout.Length) && LayoutCheck<TBlock>.Passes(layout, in text[0], Values);

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

        if (_shapes.Contains(shape))
        {
            shelf.Learn(text, groups, shape);
            return;
        }

        _shapes[_nextShape] = shape;
        _nextShape = (_nextShape + 1) % ShapesKept;
    }
}
