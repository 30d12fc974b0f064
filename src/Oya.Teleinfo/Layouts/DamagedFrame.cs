namespace Oya.Teleinfo;

/// <summary>A frame of a known layout in which one group is damaged.</summary>
/// <remarks>
/// <para>The frame is copied, and the learned group replaces the damaged one in the copy. When the copy passes the
/// check, all other groups are valid, with the same certainty as in any other frame. Only the damaged group then takes
/// the scalar path, which finds its fault. So a damaged frame costs little more than an intact one.</para>
/// <para>The whole frame takes the scalar path when the damage could change where lines or frames end (a damaged line
/// end, a delimiter in the group, a byte with bit 7 set), when the scalar path finds the group valid after all, and
/// when two groups are damaged.</para>
/// </remarks>
sealed class DamagedFrame
{
    byte[] _copy = [];
    GroupSlice[] _slices = [];

    /// <summary>The damaged group, with its fault.</summary>
    public GroupSlice Group { get; private set; }

    /// <summary>The groups of the frame.</summary>
    public GroupSlice[] Slices => _slices;

    /// <summary>The index from labels to groups, without the damaged group.</summary>
    public LabelIndex Offsets { get; } = new();

    /// <summary>True when all groups but one are valid; <paramref name="values"/> then holds their values.</summary>
    /// <param name="layout">The layout for the frame's length, whose check the frame did not pass.</param>
    /// <param name="text">The readable bytes from the first one after STX: at least the layout's reach.</param>
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
            || (line.HasControl && group.IndexOfAny(TicDecoder.Delimiters) >= 0))
        {
            return false;
        }

        Group = GroupParser.Parse(group, slice.Start, line).Slice;
        return !Group.IsValid && OthersPass<TBlock>(layout, text, slice, values) && Describe(layout, offset);
    }

    bool OthersPass<TBlock>(FrameLayout layout, ReadOnlySpan<byte> text, in GroupSlice damaged, FrameValues values)
        where TBlock : struct, IBlock<TBlock>
    {
        if (_copy.Length < layout.Reach)
        {
            _copy = new byte[layout.Reach];
        }

        text[..layout.Reach].CopyTo(_copy);
        layout.Learned.AsSpan(damaged.Start, damaged.Length).CopyTo(_copy.AsSpan(damaged.Start));
        return layout.HasHead(in _copy[0]) && LayoutCheck<TBlock>.Passes(layout, in _copy[0], values, isShortest: false);
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
