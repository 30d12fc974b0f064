namespace Oya.Teleinfo;

/// <summary>
/// The layouts that the decoders of this process have learned. All decoders share it, so a gateway with thousands of
/// ports learns each kind of meter once. Readers take no lock. A full cache replaces a layout that no recent frame had.
/// </summary>
sealed class LayoutCache
{
    /// <summary>
    /// Kinds of meters. A fleet has some dozens, by mode, phases, tariff and optional groups. A layout takes 10 kB.
    /// </summary>
    public const int Capacity = 64;

    static readonly LayoutCache Cache128 = new(Block128.Size), Cache256 = new(Block256.Size), Cache512 = new(Block512.Size);

    readonly Lock _lock = new();
    readonly int _blockSize;
    volatile FrameLayout[] _layouts = [];
    int _clockHand;

    /// <summary>An empty cache, for blocks of a size that this machine supports.</summary>
    internal LayoutCache(int blockSize) => _blockSize = blockSize;

    public FrameLayout[] Layouts => _layouts;

    /// <summary>
    /// The cache for the widest blocks, within a limit, that this machine supports; null when it supports none.
    /// </summary>
    public static LayoutCache? ForWidth(int bytes) =>
        bytes >= Block512.Size && Block512.IsSupported ? Cache512
        : bytes >= Block256.Size && Block256.IsSupported ? Cache256
        : bytes >= Block128.Size && Block128.IsSupported ? Cache128
        : null;

    public int BlockSize => _blockSize;

    /// <summary>Learns the layout of a frame, unless the layout is known or cannot be built.</summary>
    /// <param name="text">The frame from the first byte after STX to the last before ETX.</param>
    /// <param name="groups">Its groups: all valid, with known labels, in sequence.</param>
    /// <param name="shape">The hash of these groups: <see cref="LayoutBuilder.GetShape"/>.</param>
    /// <param name="mayReplace">The new layout may replace another one when the cache is full.</param>
    /// <returns>False when no layout can be built for the frame.</returns>
    public bool Learn(ReadOnlySpan<byte> text, GroupList groups, ulong shape, bool mayReplace)
    {
        lock (_lock)
        {
            var known = _layouts;
            if (IsKnown(known, shape) || (known.Length == Capacity && !mayReplace))
            {
                return true;
            }

            if (LayoutBuilder.Build([.. text, TicDecoder.Etx], groups, shape, _blockSize) is not { } learned)
            {
                return false;
            }

            if (known.Length < Capacity)
            {
                _layouts = [.. known, learned];
                return true;
            }

            FrameLayout[] layouts = [.. known];
            layouts[Unused(layouts)] = learned;
            _layouts = layouts;
            return true;
        }
    }

    static bool IsKnown(FrameLayout[] layouts, ulong shape)
    {
        foreach (var layout in layouts)
        {
            if (layout.Shape == shape)
            {
                return true;
            }
        }

        return false;
    }

    // The clock algorithm: the hand goes round, clears the marks, and stops at the first layout that was not used since
    // the hand last passed it.
    int Unused(FrameLayout[] layouts)
    {
        for (; layouts[_clockHand].IsUsed; _clockHand = (_clockHand + 1) % Capacity)
        {
            layouts[_clockHand].IsUsed = false;
        }

        var unused = _clockHand;
        _clockHand = (_clockHand + 1) % Capacity;
        return unused;
    }
}
