using System.Collections.Concurrent;

namespace Oya.Teleinfo.Tests;

/// <summary>
/// Compares the vectors of every width that this machine has with the scalar path: the same groups, faults, numbers,
/// instants and readings.
/// </summary>
public abstract class LayoutTest
{
    readonly ConcurrentDictionary<int, LayoutCache> _caches = [];

    public static TheoryData<int> Widths => [.. AllWidths];

    private protected static IReadOnlyList<int> AllWidths { get; } =
        [.. new[] { 16, 32, 64 }.Where(width => LayoutCache.ForWidth(width)?.BlockSize == width)];

    private protected static readonly Func<int, byte[]>[] Kinds =
    [
        TestFrames.Standard, TestFrames.Historic, TestFrames.Standby,
        i => TestFrames.All(TicMode.Standard, i), i => TestFrames.From(LongFrames, i),
    ];

    // Short frames begin with a warning, whose three digits end too early for a window of sixteen bytes.
    private protected static IEnumerable<LabelForm> LongFrames =>
        LabelForm.All.Where(form => form.Mode == TicMode.Historic && form.Label > TicLabel.ADIR3);

    private protected void Same(ReadOnlySpan<byte> bytes, int width, int chunk, out long known) =>
        Assert.Equal(ByScalarPath(bytes), Everything.From(bytes, Cache(width), chunk, out known));

    /// <summary>The same, with the scalar path asked once: for tests that compare very often.</summary>
    private protected void SameForAllWidths(ReadOnlySpan<byte> bytes)
    {
        var expected = ByScalarPath(bytes);
        foreach (var width in AllWidths)
        {
            Assert.Equal(expected, Everything.From(bytes, Cache(width), bytes.Length, out _));
        }
    }

    static List<string> ByScalarPath(ReadOnlySpan<byte> bytes)
    {
        var expected = Everything.From(bytes, null, bytes.Length, out var known);
        Assert.Equal(0, known);
        return expected;
    }

    // What one test learns is no matter to another.
    private protected LayoutCache Cache(int width) => _caches.GetOrAdd(width, size => new(size));
}
