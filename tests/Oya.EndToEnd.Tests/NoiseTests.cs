namespace Oya.EndToEnd.Tests;

/// <summary>
/// Tests a line on which one byte in ten thousand is damaged. Values may be missing, but none is wrong.
/// </summary>
public sealed class NoiseTests : IDisposable
{
    const string Registers = "drawn_wh, injected_wh, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, d1, d2, d3, d4";

    readonly Site _site = new();

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData("standard", 1)]
    [InlineData("historic", 1)]
    [InlineData("mixed", 3)]
    public async Task No_wrong_value_is_stored_or_shown_as_certain(string mode, int phases)
    {
        var village = $"--meters 20 --from 2026-01-15 --mode {mode} --tariff mixed --phases {phases} --every 60s";
        await _site.VillageAsync($"{village} --noise 0.0001", "@noisy/");
        await _site.DoneAsync("replay @noisy");
        await _site.DoneAsync($"simulate {village} -o @clean/");
        File.Copy(_site.Store, _site.Path("clean.db"));
        StoreDump.Query(_site.Path("clean.db"), "delete from reading");
        await _site.DoneAsync($"replay @clean --every 0 --store {_site.Path("clean.db")}");

        AssertNoWrongValueStored();
        await AssertNoWrongValueShownAsync();
    }

    void AssertNoWrongValueStored()
    {
        var sql = $"select address, at, {Registers} from reading join meter using (meter_id)";
        var clean = StoreDump.Query(_site.Path("clean.db"), sql).ToHashSet();
        var stored = StoreDump.Query(_site.Store, sql);
        Assert.All(stored, row => Assert.True(clean.Contains(row), $"no meter sent {row}"));
        Assert.InRange(stored.Count, 20 * 1000, clean.Count - 1);
    }

    async Task AssertNoWrongValueShownAsync()
    {
        var truth = new Truth(_site.Path("truth.csv"));
        long certain = 0;
        foreach (var usagePoint in truth.UsagePoints)
        {
            foreach (var row in (await _site.RowsAsync($"curve {usagePoint}")).Where(row => row["iv"] == "0"))
            {
                var point = truth.Points[(usagePoint, row["start"])];
                Assert.Equal((row["start"], point.ImportWh), (row["start"], row.Number("wh")));
                certain++;
            }
        }

        Assert.InRange(certain, 20 * 48 * 8 / 10, 20 * 48);
    }
}
