using Oya.Cli;

namespace Oya.EndToEnd.Tests;

/// <summary>Historic frames have no clock. Tests which options a replay needs, and which it does not.</summary>
public sealed class HistoricTests : IDisposable
{
    readonly Site _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task A_historic_capture_without_a_start_is_rejected_and_the_error_names_the_option()
    {
        await _site.DoneAsync("simulate --mode historic --from 2026-01-15 --every 60s -o @old.tic");
        var error = await _site.FailsAsync(ExitCode.Usage, "replay @old.tic");
        Assert.Contains("--start", error, StringComparison.Ordinal);
        Assert.Contains("old.tic", error, StringComparison.Ordinal);
        Assert.Equal(["0"], StoreDump.Query(_site.Store, "select count(*) from reading"));
    }

    [Fact]
    public async Task With_start_and_step_the_curve_is_correct()
    {
        await _site.VillageAsync("--mode historic --tariff hphc --from 2026-01-15 --every 60s");
        await _site.DoneAsync("replay @capture.tic --start 2026-01-15 --step 60s");
        await CompareAsync(meters: 1);
    }

    [Fact]
    public async Task A_capture_of_one_meter_at_line_speed_needs_no_step()
    {
        await _site.VillageAsync("--mode historic --tariff tempo --from 2026-01-15");
        await _site.DoneAsync("replay @capture.tic --start 2026-01-15T00:00:00+01:00");
        await CompareAsync(meters: 1, interpolated: true);
    }

    [Fact]
    public async Task Several_meters_in_one_stream_need_a_step()
    {
        await _site.VillageAsync("--meters 4 --mode historic --tariff mixed --from 2026-01-15 --every 60s");
        var rejected = await _site.RunAsync("replay @capture.tic --start 2026-01-15");
        Assert.Equal(ExitCode.Usage, rejected.Code);
        Assert.Contains("--step", rejected.Error, StringComparison.Ordinal);
        Assert.Equal(["0"], StoreDump.Query(_site.Store, "select count(*) from load_curve"));

        await _site.DoneAsync("replay @capture.tic --start 2026-01-15 --step 60s");
        await CompareAsync(meters: 4);
    }

    [Fact]
    public async Task A_mixed_village_is_replayed_through_a_pipe()
    {
        await _site.VillageAsync("--meters 3 --mode mixed --from 2026-03-29 --every 60s");
        using var replay = Child.Shell(
            _site.Folder,
            "oya simulate --meters 3 --mode mixed --from 2026-03-29 --every 60s"
            + " | oya replay - --start 2026-03-29 --step 60s --store oya.db");
        await replay.DoneAsync();
        await CompareAsync(meters: 3);
    }

    async Task CompareAsync(int meters, bool interpolated = false)
    {
        var truth = new Truth(_site.Path("truth.csv"));
        Assert.Equal(meters, truth.UsagePoints.Count);
        await truth.CompareDaysAsync(_site);
        await truth.CompareCurvesAsync(_site, interpolated ? 1 : 0);
    }
}
