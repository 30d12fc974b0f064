using Oya.Cli;

namespace Oya.EndToEnd.Tests;

/// <summary>
/// Tests the whole pipeline on TimescaleDB. Every command gives the same results as on a file, equal to the truth.
/// </summary>
public sealed class TimescalePipelineTests : IDisposable
{
    readonly BothStores _both = new();

    public void Dispose() => _both.Dispose();

    [Theory]
    [InlineData("2026-01-15", 48)]
    [InlineData("2026-03-29", 46)]
    [InlineData("2026-10-25", 50)]
    public async Task A_day_passes_the_whole_pipeline_and_a_second_run_changes_nothing(string day, int halfHours)
    {
        await _both.VillageAsync($"--meters 4 --mode mixed --tariff mixed --from {day} --every 60s", "@village/");
        await _both.ReplayAsync("@village");
        var truth = new Truth(_both.Database.Path("truth.csv"));
        Assert.Equal(4 * halfHours, await truth.CompareCurvesAsync(_both.Database));
        Assert.Equal(4, await truth.CompareDaysAsync(_both.Database));
        await _both.SameAsync("daily --format csv");
        await _both.SameAsync($"curve {truth.UsagePoints[0]} --format csv");
        await _both.SameAsync("registry list --format csv");
        await _both.SameAsync($"publish --day {day} --to-folder @publications --format csv");
        _both.AssertSameFiles("publications");

        var again = await _both.ReplayAsync("@village");
        Assert.Equal((0, 0), (again.GetProperty("stored").GetInt64(), again.GetProperty("conflict").GetInt64()));
        await _both.SameAsync("registry import @registry.csv");
        await _both.SameAsync("consent import @consents.csv");
        await _both.SameAsync($"publish --day {day} --to-folder @publications --format csv");
        _both.AssertSameFiles("publications");
        Assert.Equal(["0"], _both.Rows("select count(*) from touched_day"));
        Assert.Equal(["0,0"], _both.Rows(
            "select (select max(revision) from load_curve), (select max(revision) from daily_energy)"));
    }

    [Fact]
    public async Task Half_hours_without_consent_are_in_no_table_and_in_no_file()
    {
        const string Day = "2026-11-23";
        await _both.VillageAsync($"--meters 8 --from {Day} --every 60s --consenting 50");
        await _both.ReplayAsync("@capture.tic");
        var usagePoints = new Truth(_both.Database.Path("truth.csv")).UsagePoints;
        var released = await GetShownAsync(usagePoints);
        Assert.InRange(released.Count, 1, 7);
        Assert.All(usagePoints.Except(released), AssertNoHalfHours);

        await _both.DoneAsync($"consent withdraw {released[0]} --kind collecte");
        AssertNoHalfHours(released[0]);
        Assert.DoesNotContain(released[0], await GetShownAsync(usagePoints));
        await _both.ReplayAsync("@capture.tic");
        AssertNoHalfHours(released[0]);
        await _both.SameAsync($"publish --day {Day} --to-folder @publications --format csv");
        _both.AssertSameFiles("publications");
        await _both.SameAsync("daily --format csv");
        await _both.SameAsync($"consent history {released[0]} --format csv");
        await _both.SameAsync("consent verify");
    }

    [Fact]
    public async Task The_schema_is_shown_without_the_password()
    {
        var store = _both.Database.Store;
        var status = await _both.Database.RunAsync($"db status --store {store};Password=secret --format csv");
        Assert.Equal(ExitCode.Done, status.Code);
        Assert.Contains("TimescaleDB", status.Out, StringComparison.Ordinal);
        Assert.Contains("scripts pending,none", status.Out, StringComparison.Ordinal);
        var migrate = await _both.Database.RunAsync($"db migrate --store {store};Password=secret --format csv");
        Assert.Equal((ExitCode.Done, "applied\n"), (migrate.Code, migrate.Out));
        Assert.Contains("0 scripts applied", migrate.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", status + migrate.Error, StringComparison.Ordinal);
        var file = await _both.File.RunAsync("db migrate");
        Assert.Contains("migrated when it is opened", file.Error, StringComparison.Ordinal);
    }

    /// <summary>The usage points whose curve is shown. The results must be equal on both stores.</summary>
    async Task<List<string>> GetShownAsync(IReadOnlyList<string> usagePoints)
    {
        var shown = new List<string>();
        foreach (var usagePoint in usagePoints)
        {
            if ((await _both.SameAsync($"curve {usagePoint} --format csv")).Code == ExitCode.Done)
            {
                shown.Add(usagePoint);
            }
        }

        return shown;
    }

    void AssertNoHalfHours(string usagePoint)
    {
        var meter = $"(select meter from registry where usage_point = {usagePoint})";
        Assert.All(
            _both.Rows(
                "select count(*) from reading join meter using (meter_id) "
                + $"where address = {meter} group by (at at time zone 'Europe/Paris')::date"),
            count => Assert.InRange(int.Parse(count), 1, 2));
        Assert.Equal(["0"], _both.Rows($"select count(*) from load_curve where usage_point = '{usagePoint}'"));
        Assert.Equal(["0"], _both.Rows(
            $"select count(*) from release_item where usage_point = {usagePoint} and cardinality(wh) > 0"));
    }
}
