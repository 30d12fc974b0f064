namespace Oya.Teleinfo;

/// <summary>
/// A frame of a known layout in which one group is hurt: the others are right, as sure as in any other frame, when the
/// frame passes once the learned group stands in the place of the hurt one. Only that one is then read the plain way.
/// </summary>
/// <remarks>
/// So damage costs little more than an intact frame. What could make the lines or the frame other ones (a damaged line
/// end, a delimiter in the group, a byte with its highest bit set), and a group that is right after all, is left to the
/// plain way; so are two hurt groups.
/// </remarks>
sealed class HurtFrame
{
    byte[] _mended = [];
    GroupMark[] _marks = [];

    /// <summary>The hurt group, with what is wrong with it.</summary>
    public GroupMark Group { get; private set; }

    /// <summary>The groups of the frame.</summary>
    public GroupMark[] Marks => _marks;

    /// <summary>Which group has a label, the hurt one apart.</summary>
    public LabelPlaces Places { get; } = new();

    /// <summary>
    /// Whether all groups but one are right; then <paramref name="values"/> holds theirs.
    /// </summary>
    /// <param name="layout">That of the frame's length, which it did not pass.</param>
    /// <param name="text">The first byte after STX, and what can be read from there on: the layout's reach.</param>
    /// <param name="values">Receives the values.</param>
    public bool TryRead<TBlock>(FrameLayout layout, ReadOnlySpan<byte> text, FrameValues values)
        where TBlock : struct, IBlock<TBlock>
    {
        var place = layout.GroupAt(LayoutCheck<TBlock>.FirstWrong(layout, in text[0]));
        if (place < 0 || layout.Marks.Length == 1)
        {
            return false;
        }

        ref readonly var mark = ref layout.Marks[place];
        var group = text.Slice(mark.Start, mark.Length);
        var line = GroupLine.At(text[..layout.Length], mark.Start);
        if (line.Length != mark.Length || line.HasHighBit
            || (line.HasControl && group.IndexOfAny(TicDecoder.Delimiters) >= 0))
        {
            return false;
        }

        Group = GroupParser.Parse(group, mark.Start, line).Mark;
        return !Group.IsRight && OthersPass<TBlock>(layout, text, mark, values) && Describe(layout, place);
    }

    bool OthersPass<TBlock>(FrameLayout layout, ReadOnlySpan<byte> text, in GroupMark hurt, FrameValues values)
        where TBlock : struct, IBlock<TBlock>
    {
        if (_mended.Length < layout.Reach)
        {
            _mended = new byte[layout.Reach];
        }

        text[..layout.Reach].CopyTo(_mended);
        layout.Learned.AsSpan(hurt.Start, hurt.Length).CopyTo(_mended.AsSpan(hurt.Start));
        return layout.HasHead(in _mended[0]) && LayoutCheck<TBlock>.Passes(layout, in _mended[0], values, isShortest: false);
    }

    bool Describe(FrameLayout layout, int place)
    {
        if (_marks.Length < layout.Marks.Length)
        {
            _marks = new GroupMark[layout.Marks.Length];
        }

        layout.Marks.CopyTo(_marks, 0);
        _marks[place] = Group;
        Places.Set(layout.Places);
        Places.Remove(layout.Marks[place].Label);
        return true;
    }
}
