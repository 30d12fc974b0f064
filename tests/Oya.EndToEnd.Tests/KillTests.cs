using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Oya.EndToEnd.Tests;

/// <summary>
/// A replay that is stopped at any moment is started again, and then the store is, row by row, that of a replay which
/// nothing stopped. <c>OYA_KILLS=20</c> makes it longer, <c>OYA_SEED=n</c> repeats the moments of an earlier run.
/// </summary>
[Exhaustive]
public sealed class KillTests(KillTests.Whole whole, ITestOutputHelper log) : IClassFixture<KillTests.Whole>
{
    static int Kills => Number("OYA_KILLS") ?? 5;

    [Fact]
    public async Task A_replay_killed_at_any_moment_and_started_again_gives_the_same_store()
    {
        var seed = Number("OYA_SEED") ?? Environment.ProcessId;
        log.WriteLine($"OYA_SEED={seed}: {Kills} kills within {whole.Duration}");
        var moments = new Random(seed);
        var folder = whole.NewSite();
        for (int kills = 0, tries = 0; kills < Kills; tries++)
        {
            Assert.True(tries < 20 * Kills, $"seed {seed}: the replay always ended before it was killed");
            using var child = Child.Start(folder.Folder, "replay", whole.Capture, "--store", folder.Store);
            var moment = whole.Duration * moments.NextDouble();
            // Any moment is right: one that comes too late is tried again.
            await Task.Delay(moment, TestContext.Current.CancellationToken);
            child.Kill();
            var (code, _, _) = await child.EndAsync();
            var what = code == 0 ? "had ended" : "killed";
            log.WriteLine($"{moment.TotalMilliseconds,6:0} ms: {what}, {Whole.Describe(folder)}");
            if (code == 0)
            {
                // A store that is whole has nothing more to lose: the next kills fall on a new one.
                using (folder)
                {
                    await FinishAsync(folder);
                }

                folder = whole.NewSite();
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
    public async Task A_replay_stopped_by_Ctrl_C_says_130_and_started_again_gives_the_same_store()
    {
        using var folder = whole.NewSite();
        using var child = Child.Start(folder.Folder, "replay", whole.Capture, "--store", folder.Store);
        var half = new FileInfo(whole.Capture).Length / 2;
        // Null is more than half as well: it has ended.
        await Wait.UntilAsync(() => (child.BytesRead() ?? half) >= half, "half of the capture");
        child.Interrupt();
        var (code, output, error) = await child.EndAsync();
        log.WriteLine(Whole.Describe(folder));
        Assert.Equal((130, ""), (code, output + error));
        await FinishAsync(folder);
    }

    [Fact]
    public async Task Ctrl_C_reaches_a_replay_that_waits_for_its_pipe()
    {
        using var folder = whole.NewSite();
        using var child = Child.Start(folder.Folder, "replay", "-", "--store", folder.Store);
        var begun = File.ReadAllBytes(whole.Capture).AsMemory(0, 1_000_000);
        await child.Input.WriteAsync(begun, TestContext.Current.CancellationToken);
        // What it was given is stored while the pipe stays open; then it waits.
        await Wait.UntilAsync(
            () => StoreDump.Query(folder.Store, "select count(*) from reading")[0] != "0", "readings in the store");
        child.Interrupt();
        var asked = Stopwatch.GetTimestamp();
        Assert.Equal(130, (await child.EndAsync()).Code);
        // The pipe stays open: whoever waits for it to end waits for ever, and a grace of 10 s is no answer to Ctrl-C.
        Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, TimeSpan.FromSeconds(8));
        await FinishAsync(folder);
    }

    async Task FinishAsync(Site folder)
    {
        using var last = Child.Start(
            folder.Folder, "replay", whole.Capture, "--store", folder.Store, "--format", "json");
        using var json = JsonDocument.Parse(await last.DoneAsync());
        Assert.Equal(0, json.RootElement.GetProperty("readings").GetProperty("conflict").GetInt64());
        // How many marks were given is a matter of the batches, which end where the time or the kill had them end.
        StoreDump.AssertSame(whole.Site.Store, folder.Store, exceptTable: "touch_mark");
        foreach (var usagePoint in whole.UsagePoints.Take(3))
        {
            var line = $"curve {usagePoint} --format csv";
            Assert.Equal(await whole.Site.DoneAsync(line), await folder.DoneAsync(line));
        }
    }

    static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>Forty meters, one day, a frame a minute, 50 MB; replayed by a process that nothing stopped.</summary>
    public sealed class Whole : IAsyncLifetime
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

        /// <summary>A folder whose store knows the customers and nothing else.</summary>
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
