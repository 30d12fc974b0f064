namespace Oya.Teleinfo;

/// <summary>
/// The layouts that the decoders of this process have learned: a gateway of thousands of ports knows each kind of meter
/// once. Reading it takes no lock. When it is full, a layout goes that no frame had lately.
/// </summary>
sealed class LayoutCache
{
    /// <summary>Kinds of meters: by mode, phases, tariff and optional groups a fleet has some dozens. Each takes 10 kB.</summary>
    public const int Capacity = 64;

    static readonly LayoutCache Cache128 = new(Block128.Size), Cache256 = new(Block256.Size), Cache512 = new(Block512.Size);

    readonly Lock _lock = new();
    readonly int _blockSize;
    volatile FrameLayout[] _layouts = [];
    int _clockHand;

    /// <summary>An empty shelf of layouts for blocks of a size that this machine has.</summary>
    internal LayoutCache(int blockSize) => _blockSize = blockSize;

    public FrameLayout[] Layouts => _layouts;

    /// <summary>For the widest blocks within a limit that this machine has; null when it has none.</summary>
    public static LayoutCache? ForWidth(int bytes) =>
        bytes >= Block512.Size && Block512.IsSupported ? Cache512
        : bytes >= Block256.Size && Block256.IsSupported ? Cache256
        : bytes >= Block128.Size && Block128.IsSupported ? Cache128
        : null;

    public int BlockSize => _blockSize;

    /// <summary>Learns the layout of a frame, unless it is known or cannot be said as one.</summary>
    /// <param name="text">The frame from the first byte after STX to the last before ETX.</param>
    /// <param name="groups">Its groups, all right, of known labels, in sequence.</param>
    /// <param name="shape">Of these groups.</param>
    /// <param name="mayReplace">Another one may go for it.</param>
    /// <returns>False when it cannot be said as a layout.</returns>
    public bool Learn(ReadOnlySpan<byte> text, GroupList groups, ulong shape, bool mayReplace)
    {
        lock (_lock)
        {
            var known = _layouts;
            if (IsKnown(known, shape) || (known.Length == Capacity && !mayReplace))
            {
                return true;
            }

            if (LayoutBuilder.Build([.. text, ControlBytes.Etx], groups, shape, _blockSize) is not { } learned)
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

    // The hand of a clock goes round and takes the first that was not used since it last came by.
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
