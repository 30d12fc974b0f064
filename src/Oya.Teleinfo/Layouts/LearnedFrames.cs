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
    long[] _values = [];
    long[] _times = [];

    public LayoutShelf Shelf => shelf;

    /// <summary>The number of each group of the frame that passed last.</summary>
    public ReadOnlySpan<long> Numbers => _values;

    /// <summary>The instant of each of its groups that has a horodate.</summary>
    public ReadOnlySpan<long> Times => _times;

    /// <summary>The layout by which a frame passes; null when it is to be read the plain way.</summary>
    /// <param name="text">From the first byte after STX to behind the frame: what can be read.</param>
    /// <param name="length">Bytes to ETX, it included; 0 when nobody knows.</param>
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

    bool Passes<TBlock>(FrameLayout layout, ReadOnlySpan<byte> text, int length)
        where TBlock : struct, IBlock<TBlock>
    {
        if (text.Length < layout.Reach || text[layout.Length - 1] != TicDecoder.Etx || text[0] != layout.Text[0]
            || (length != 0 && length != layout.Length))
        {
            return false;
        }

        if (_values.Length < layout.ValueCount)
        {
            _values = new long[Math.Max(layout.ValueCount, 2 * _values.Length)];
            _times = new long[_values.Length];
        }

        return LayoutCheck<TBlock>.Passes(layout, in text[0], _values, _times);
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

        if (_shapes.Contains(shape))
        {
            shelf.Learn(text, groups, shape);
            return;
        }

        _shapes[_nextShape] = shape;
        _nextShape = (_nextShape + 1) % ShapesKept;
    }
}
