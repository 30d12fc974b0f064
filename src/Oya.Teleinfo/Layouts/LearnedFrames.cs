using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>
/// The layouts as one decoder uses them: matches frames against known layouts, and decides from which frames a layout
/// is learned.
/// </summary>
/// <remarks>
/// <para><b>Matching.</b> The decoder first tries the likely layout, which <see cref="RecentLayouts"/> finds by the
/// length of the frame. When that fails, it tries all layouts of the shared <see cref="LayoutCache"/>. A frame that
/// matches none takes the scalar path.</para>
/// <para><b>Learning.</b> The scalar path notes each valid frame (<see cref="Note"/>). The first frame of a shape
/// (labels and lengths) only leaves its hash. The second one teaches the layout. So noise with a valid checksum, which
/// comes once, is not learned.</para>
/// <para><b>Replacing.</b> When the cache is full, only one frame in 256 may replace a layout.</para>
/// </remarks>
sealed class LearnedFrames(LayoutCache cache)
{
    const int ShapesKept = LayoutCache.Capacity;

    // With more kinds of meters than the cache holds, learning each of them over and over costs more than the scalar
    // path.
    const int FramesBetweenReplacements = 256;

    readonly RecentLayouts _recent = new();
    readonly ulong[] _shapes = new ulong[ShapesKept];
    readonly bool[] _cannotLearn = new bool[ShapesKept];
    int _nextShape;
    int _sinceReplacement;

    public LayoutCache Cache => cache;

    /// <summary>The values of the frame that passed last.</summary>
    public FrameValues Values { get; } = new();

    /// <summary>The last frame that passed except for one damaged group.</summary>
    public DamagedFrame Damaged { get; } = new();

    /// <summary>The layout that a frame is likely to have; null when no recent layout fits.</summary>
    /// <param name="text">The readable bytes.</param>
    /// <param name="at">Offset of the first byte of the frame after STX.</param>
    /// <param name="end">Receives the offset after the ETX of the frame, if a layout was found.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FrameLayout? Choose<TBlock>(ReadOnlySpan<byte> text, int at, out int end)
        where TBlock : struct, IBlock<TBlock> => _recent.Choose<TBlock>(text, at, out end);

    /// <summary>Does the same as <see cref="Choose"/>, without inlining, for callers outside the hot loop.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public FrameLayout? ChooseFirst<TBlock>(ReadOnlySpan<byte> text, int at, out int end)
        where TBlock : struct, IBlock<TBlock> => _recent.Choose<TBlock>(text, at, out end);

    /// <summary>
    /// The layout of a frame, whose values are then in <see cref="Values"/>; null when the frame has no known layout.
    /// </summary>
    /// <param name="text">The readable bytes.</param>
    /// <param name="at">Offset of the first byte of the frame after STX.</param>
    /// <param name="likely">The layout that the frame is likely to have. Its reach is within the text.</param>
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

    /// <summary>True when a frame that did not match has its likely layout except for one damaged group.</summary>
    /// <param name="text">The readable bytes.</param>
    /// <param name="at">Offset of the first byte of the frame after STX.</param>
    /// <param name="likely">The layout for the length of the frame. Its reach is within the text.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool IsDamaged<TBlock>(ReadOnlySpan<byte> text, int at, FrameLayout likely)
        where TBlock : struct, IBlock<TBlock> => Damaged.TryRead<TBlock>(likely, text[at..], Values);

    /// <summary>The layout of a single frame.</summary>
    /// <param name="text">The readable bytes, from the first one after STX.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public FrameLayout? MatchOne<TBlock>(ReadOnlySpan<byte> text)
        where TBlock : struct, IBlock<TBlock> => Match<TBlock>(text, 0, Choose<TBlock>(text, 0, out _));

    [MethodImpl(MethodImplOptions.NoInlining)]
    FrameLayout? MatchOther<TBlock>(ReadOnlySpan<byte> text, FrameLayout? rejected)
        where TBlock : struct, IBlock<TBlock>
    {
        foreach (var layout in cache.Layouts)
        {
            if (layout == rejected || !layout.CanBe(text) || !layout.HasHead(in text[0]))
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

    /// <summary>Notes a valid frame that took the scalar path: learns its layout when its shape came before.</summary>
    /// <param name="text">From the first byte after STX to the last before ETX.</param>
    /// <param name="groups">Its groups.</param>
    public void Note(ReadOnlySpan<byte> text, GroupList groups)
    {
        var shape = LayoutBuilder.GetShape(text, groups.Slices);
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
