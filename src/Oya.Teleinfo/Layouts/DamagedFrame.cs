namespace Oya.Teleinfo;

/// <summary>
/// A frame of a known layout in which one group is damaged: the others are right, as sure as in any other frame, when the
/// frame passes once the learned group stands in the place of the hurt one. Only that one is then read the scalar path.
/// </summary>
/// <remarks>
/// So damage costs little more than an intact frame. What could make the lines or the frame other ones (a damaged line
/// end, a delimiter in the group, a byte with its highest bit set), and a group that is right after all, is left to the
/// scalar path; so are two damaged groups.
/// </remarks>
sealed class DamagedFrame
{
    byte[] _mended = [];
    GroupSlice[] _slices = [];

    /// <summary>The damaged group, with what is wrong with it.</summary>
    public GroupSlice Group { get; private set; }

    /// <summary>The groups of the frame.</summary>
    public GroupSlice[] Slices => _slices;

    /// <summary>Which group has a label, the hurt one apart.</summary>
    public LabelIndex Offsets { get; } = new();

    /// <summary>
    /// Whether all groups but one are right; then <paramref name="values"/> holds theirs.
    /// </summary>
    /// <param name="layout">That of the frame's length, which it did not pass.</param>
    /// <param name="text">The first byte after STX, and what can be read from there on: the layout's reach.</param>
    /// <param name="values">Receives the values.</param>
    public bool TryRead<TBlock>(FrameLayout layout, ReadOnlySpan<byte> text, FrameValues values)
        where TBlock : struct, IBlock<TBlock>
    {
        var offset = layout.GroupAt(LayoutCheck<TBlock>.FirstWrong(layout, in text[0]));
        if (offset < 0 || layout.Slices.Length == 1)
        {
            return false;
        }

        ref readonly var slice = ref layout.Slices[offset];
        var group = text.Slice(slice.Start, slice.Length);
        var line = GroupLine.At(text[..layout.Length], slice.Start);
        if (line.Length != slice.Length || line.HasHighBit
            || (line.HasControl && group.IndexOfAny(ControlBytes.Delimiters) >= 0))
        {
            return false;
        }

        Group = GroupParser.Parse(group, slice.Start, line).Slice;
        return !Group.IsValid && OthersPass<TBlock>(layout, text, slice, values) && Describe(layout, offset);
    }

    bool OthersPass<TBlock>(FrameLayout layout, ReadOnlySpan<byte> text, in GroupSlice damaged, FrameValues values)
        where TBlock : struct, IBlock<TBlock>
    {
        if (_mended.Length < layout.Reach)
        {
            _mended = new byte[layout.Reach];
        }

        text[..layout.Reach].CopyTo(_mended);
        layout.Learned.AsSpan(damaged.Start, damaged.Length).CopyTo(_mended.AsSpan(damaged.Start));
        return layout.HasHead(in _mended[0]) && LayoutCheck<TBlock>.Passes(layout, in _mended[0], values, isShortest: false);
    }

    bool Describe(FrameLayout layout, int offset)
    {
        if (_slices.Length < layout.Slices.Length)
        {
            _slices = new GroupSlice[layout.Slices.Length];
        }

        layout.Slices.CopyTo(_slices, 0);
        _slices[offset] = Group;
        Offsets.Set(layout.Offsets);
        Offsets.Remove(layout.Slices[offset].Label);
        return true;
    }
}
