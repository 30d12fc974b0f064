namespace Oya.EndToEnd.Tests;

/// <summary>
/// The true energy from the simulator, by usage point. It is compared with the output of the program.
/// </summary>
sealed class Truth
{
    public Truth(string path)
    {
        foreach (var row in new Csv(File.ReadAllText(path)).Rows)
        {
            Points.Add((row["usage_point"], row["start"]), new(
                row["end"], row.Number("wh_drawn"), row.Number("wh_injected")));
        }
    }

    public Dictionary<(string UsagePoint, string Start), Point> Points { get; } = [];

    public IReadOnlyList<string> UsagePoints => [.. Points.Keys.Select(key => key.UsagePoint).Distinct()];

    /// <summary>
    /// Compares every row of <c>oya curve</c> of every usage point. No row may be wrong, missing or additional. A
    /// boundary between two frames is interpolated and may differ by <paramref name="max"/> Wh.
    /// </summary>
    public async Task<long> CompareCurvesAsync(Site site, int max = 0)
    {
        long correct = 0;
        foreach (var usagePoint in UsagePoints)
        {
            var rows = await site.RowsAsync($"curve {usagePoint}");
            foreach (var row in rows)
            {
                var point = Points[(usagePoint, row["start"])];
                Assert.True(
                    row["usage_point"] == usagePoint && row["end"] == point.End
                    && (row["iv"], row["ec"], row["n"]) == ("0", "", "B")
                    && Math.Abs(row.Number("wh") - point.ImportWh) <= max && row.Number("w") == 2 * row.Number("wh"),
                    $"{usagePoint} {row["start"]}: {row["wh"]} Wh, iv {row["iv"]}; the truth is {point}");
                correct++;
            }

            Assert.Equal(Points.Keys.Count(key => key.UsagePoint == usagePoint), rows.Count);
        }

        return correct;
    }

    /// <summary>Compares every row of <c>oya daily</c>: imported, exported, and the sum of the registers.</summary>
    public async Task<long> CompareDaysAsync(Site site)
    {
        var days = Points
            .GroupBy(point => (point.Key.UsagePoint, Day: point.Key.Start[..10]))
            .ToDictionary(group => group.Key, group => (
                Import: group.Sum(p => p.Value.ImportWh), Export: group.Sum(p => p.Value.ExportWh)));
        var rows = await site.RowsAsync("daily");
        foreach (var row in rows)
        {
            var (import, export) = days[(row["usage_point"], row["day"])];
            Assert.Equal(import, row.Number("wh_drawn"));
            Assert.Equal(export, row["wh_injected"].Length == 0 ? 0 : row.Number("wh_injected"));
            Assert.Equal(import, row["wh_by_register"].Split('|').Sum(register => long.Parse(register.Split('=')[1])));
            Assert.Equal("true", row["complete"]);
        }

        Assert.Equal(days.Count, rows.Count);
        return rows.Count;
    }

    public sealed record Point(string End, long ImportWh, long ExportWh);
}
