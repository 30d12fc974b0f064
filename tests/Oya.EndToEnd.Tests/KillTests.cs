using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Oya.EndToEnd.Tests;

/// <summary>
/// A replay is killed at random moments and started again. The store then equals, row by row, the store of an
/// uninterrupted replay. <c>OYA_KILLS=20</c> sets the number of kills, <c>OYA_SEED=n</c> repeats the moments of an
/// earlier run.
/// </summary>
[Exhaustive]
public sealed class KillTests(KillTests.Reference reference, ITestOutputHelper log) : IClassFixture<KillTests.Reference>
{
    static int Kills => Number("OYA_KILLS") ?? 5;

    [Fact]
    public async Task A_replay_killed_at_any_moment_and_started_again_gives_the_same_store()
    {
        var seed = Number("OYA_SEED") ?? Environment.ProcessId;
        log.WriteLine($"OYA_SEED={seed}: {Kills} kills within {reference.Duration}");
        var moments = new Random(seed);
        var folder = reference.NewSite();
        for (int kills = 0, tries = 0; kills < Kills; tries++)
        {
            Assert.True(tries < 20 * Kills, $"seed {seed}: the replay always ended before it was killed");
            using var child = Child.Start(folder.Folder, "replay", reference.Capture, "--store", folder.Store);
            var moment = reference.Duration * moments.NextDouble();
            // Any moment will do: a kill that comes too late is tried again.
            await Task.Delay(moment, TestContext.Current.CancellationToken);
            child.Kill();
            var (code, _, _) = await child.EndAsync();
            var outcome = code == 0 ? "had ended" : "killed";
            log.WriteLine($"{moment.TotalMilliseconds,6:0} ms: {outcome}, {Reference.Describe(folder)}");
            if (code == 0)
            {
                // A complete store cannot be damaged by a kill any more. The next kills use a new store.
                using (folder)
                {
                    await FinishAsync(folder);
                }

                folder = reference.NewSite();
            }
            else
            {
                kills++;
            }
        }

        using (folder)
        {
            await FinishAsync(folder);
        }
    }

    [Fact]
    public async Task A_replay_stopped_by_Ctrl_C_exits_with_130_and_continues_to_the_same_store()
    {
        using var folder = reference.NewSite();
        using var child = Child.Start(folder.Folder, "replay", reference.Capture, "--store", folder.Store);
        var half = new FileInfo(reference.Capture).Length / 2;
        // Null: the child has ended, which is past the half as well.
        await Wait.UntilAsync(() => (child.BytesRead() ?? half) >= half, "half of the capture");
        child.Interrupt();
        var (code, output, error) = await child.EndAsync();
        log.WriteLine(Reference.Describe(folder));
        Assert.Equal((130, ""), (code, output + error));
        await FinishAsync(folder);
    }

    [Fact]
    public async Task Ctrl_C_stops_a_replay_that_waits_for_its_pipe()
    {
        using var folder = reference.NewSite();
        using var child = Child.Start(folder.Folder, "replay", "-", "--store", folder.Store);
        var beginning = File.ReadAllBytes(reference.Capture).AsMemory(0, 1_000_000);
        await child.Input.WriteAsync(beginning, TestContext.Current.CancellationToken);
        // The child stores what it was given while the pipe stays open; then it waits.
        await Wait.UntilAsync(
            () => StoreDump.Query(folder.Store, "select count(*) from reading")[0] != "0", "readings in the store");
        child.Interrupt();
        var interruptedAt = Stopwatch.GetTimestamp();
        Assert.Equal(130, (await child.EndAsync()).Code);
        // The pipe stays open, so waiting for its end would take forever. Waiting for the grace period of 10 s would
        // not be a reaction to Ctrl-C.
        Assert.InRange(Stopwatch.GetElapsedTime(interruptedAt), TimeSpan.Zero, TimeSpan.FromSeconds(8));
        await FinishAsync(folder);
    }

    async Task FinishAsync(Site folder)
    {
        using var last = Child.Start(
            folder.Folder, "replay", reference.Capture, "--store", folder.Store, "--format", "json");
        using var json = JsonDocument.Parse(await last.DoneAsync());
        Assert.Equal(0, json.RootElement.GetProperty("readings").GetProperty("conflict").GetInt64());
        // The number of versions depends on the batches, which end at different readings after a kill.
        StoreDump.AssertSame(reference.Site.Store, folder.Store, exceptTable: "touch_mark");
        foreach (var usagePoint in reference.UsagePoints.Take(3))
        {
            var line = $"curve {usagePoint} --format csv";
            Assert.Equal(await reference.Site.DoneAsync(line), await folder.DoneAsync(line));
        }
    }

    static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>Forty meters, one day, one frame per minute, 50 MB, replayed by an uninterrupted process.</summary>
    public sealed class Reference : IAsyncLifetime
    {
        internal Site Site { get; } = new();

        internal string Capture => Site.Path("capture.tic");

        internal IReadOnlyList<string> UsagePoints { get; private set; } = [];

        internal TimeSpan Duration { get; private set; }

        public async ValueTask InitializeAsync()
        {
            await Site.VillageAsync("--meters 40 --from 2026-01-15 --every 60s --consenting 80");
            File.Copy(Site.Store, Site.Path("begun.db"));
            var started = Stopwatch.GetTimestamp();
            using (var child = Child.Start(Site.Folder, "replay", Capture, "--store", Site.Store))
            {
                await child.DoneAsync();
            }

            Duration = Stopwatch.GetElapsedTime(started);
            UsagePoints = [.. StoreDump.Query(Site.Store, "select usage_point from load_curve where wh <> x''")];
            Assert.InRange(UsagePoints.Count, 20, 39);
        }

        public ValueTask DisposeAsync()
        {
            Site.Dispose();
            return ValueTask.CompletedTask;
        }

        /// <summary>A folder whose store contains only the customers.</summary>
        internal Site NewSite()
        {
            var site = new Site();
            File.Copy(Site.Path("begun.db"), site.Store);
            return site;
        }

        internal static string Describe(Site site) =>
            $"{StoreDump.Query(site.Store, "select count(*) from reading")[0]} readings, "
            + $"{StoreDump.Query(site.Store, "select count(*) from load_curve")[0]} curves";
    }
}
