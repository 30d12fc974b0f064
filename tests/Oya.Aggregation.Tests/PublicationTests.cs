using System.Security.Cryptography;
using System.Text.Json;
using Oya.Storage;
using Oya.Teleinfo;
using static Oya.Aggregation.Tests.World;

namespace Oya.Aggregation.Tests;

/// <summary>The release of a day: what is withdrawn meanwhile, what is stopped on the way, what is done
/// twice.</summary>
public class PublicationTests
{
    const string Date = "2026-01-15";

    [Fact]
    public async Task A_day_of_which_nothing_is_known_is_not_published_and_stays_open_for_its_readings()
    {
        using var world = await World.Consented("2026-01-15");
        await Assert.ThrowsAsync<NothingToPublishException>(
            () => world.Publication.PublishAsync(World.Day("2026-01-15"), World.Token));
        Assert.Empty(world.Rows("select id from release_batch"));

        await world.Store(Feed.Constant(World.Day("2026-01-15")));
        Assert.Equal(48, (await world.Publication.PublishAsync(World.Day("2026-01-15"), World.Token)).Points);
        Assert.True((await world.Publication.PreviewAsync(World.Day("2026-01-15"), World.Token)).AlreadyPublished);
    }

    [Fact] // Case 13
    public async Task A_withdrawal_a_second_before_midnight_leaves_nothing_to_release()
    {
        using var world = await Village(3);
        world.Clock.AdjustTime(At($"{Date}T23:59:59").ToUtc());
        await world.Ledger.WithdrawAsync(GetPoint(1), ConsentKind.Collecte, null, Token);
        world.Clock.AdjustTime(At("2026-01-16T00:00:10").ToUtc());
        var result = await world.Publication.PublishAsync(Day(Date), Token);

        Assert.Equal((2, 96), (result.Released, result.Points));
        Assert.Equal(1, result.Withheld["withdrawn"]);
        Assert.DoesNotContain(GetPoint(1).ToDigits(), Curves(world));
        Assert.Equal(["0"],
            world.Rows($"select count(*) from load_curve where usage_point = '{GetPoint(1).ToDigits()}'"));
    }

    [Theory] // Case 13: at 00:00:05, at whatever step the run is
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public async Task A_withdrawal_during_the_run_takes_the_item_out_and_the_files_are_written_anew(int step)
    {
        using var world = await Village(3);
        world.Clock.AdjustTime(At("2026-01-16T00:00:05").ToUtc());
        var plain = world.Stores;
        world.Stores = plain with
        {
            Releases = new StoppingReleases(plain.Releases, 100, after: false)
            {
                Meanwhile = left => left == 100 - step
                    ? new ConsentLedger(plain, world.Clock).WithdrawAsync(GetPoint(1), ConsentKind.Collecte, null, Token)
                    : Task.CompletedTask,
            },
        };
        var result = await world.Publication.PublishAsync(Day(Date), Token);
        world.Stores = plain;

        Assert.Equal((2, 96), (result.Released, result.Points));
        Assert.Contains(GetPoint(0).ToDigits(), Curves(world));
        Assert.DoesNotContain(GetPoint(1).ToDigits(), Curves(world));
        Assert.Equal(96, Curves(world).Split('\n').Count(line => line.Contains("PT30M", StringComparison.Ordinal)));
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder(world), "manifest.json")));
        Assert.Equal(2, manifest.RootElement.GetProperty("released").GetInt32());
        Assert.Equal(1, manifest.RootElement.GetProperty("withheld").GetProperty("withdrawn").GetInt32());
        Assert.Equal(["2"], world.Rows("select count(*) from release_item where length(wh) > 0"));
    }

    [Fact] // Case 13
    public async Task What_was_published_does_not_stay_in_the_store_after_a_withdrawal()
    {
        using var world = await Village(2);
        await world.Publication.PublishAsync(Day(Date), Token);
        await world.Ledger.WithdrawAsync(GetPoint(1), ConsentKind.Collecte, null, Token);

        Assert.Equal(
            [$"{GetPoint(0).Value}"], world.Rows("select usage_point from release_item where length(wh) > 0"));
        Assert.Equal(1, (await world.Publication.PublishAsync(Day(Date), Token)).Released);
    }

    [Fact] // Case 22
    public async Task The_job_run_twice_does_it_once()
    {
        using var world = await Village(3);
        var first = await world.Publication.PublishClosedDaysAsync(Token);
        var files = Files(world);
        world.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal((Day(Date), 3, 144), (first.Single().Day, first.Single().Released, first.Single().Points));
        Assert.Empty(await world.Publication.PublishClosedDaysAsync(Token));
        var again = await world.Publication.PublishAsync(Day(Date), Token);
        Assert.True(again.AlreadyPublished);
        Assert.Equal((3, 144), (again.Released, again.Points));
        Assert.Equal(files, Files(world));
        Assert.Equal(["1,3"], world.Rows("select count(*), (select count(*) from release_item) from release_batch"));
    }

    [Fact] // Case 22
    public async Task Stopped_at_any_step_the_next_run_ends_with_the_same_bytes()
    {
        using var reference = await Village(3);
        await reference.Publication.PublishClosedDaysAsync(Token);
        var files = Files(reference);
        var stops = 0;
        for (var step = 0; step < 20; step++)
        {
            stops += await StopAt(step, after: false, files) + await StopAt(step, after: true, files);
        }

        // List, open, seal, items, find, written, items, find, published: each before and after.
        Assert.Equal(18, stops);
    }

    [Fact] // Case 22
    public async Task A_folder_that_was_half_written_is_written_anew()
    {
        using var reference = await Village(3);
        await reference.Publication.PublishClosedDaysAsync(Token);
        using var world = await Village(3);
        Directory.CreateDirectory($"{Folder(world)}.writing");
        await File.WriteAllTextAsync(Path.Combine($"{Folder(world)}.writing", "curves.csv"), "half", Token);
        Directory.CreateDirectory(Folder(world));
        await File.WriteAllTextAsync(Path.Combine(Folder(world), "curves.csv"), "older", Token);
        await world.Publication.PublishClosedDaysAsync(Token);

        Assert.Equal(Files(reference), Files(world));
    }

    [Fact] // Case 22
    public async Task Batches_are_numbered_without_a_gap_and_a_manifest_tells_what_is_beside_it()
    {
        using var world = await Consented("2026-01-17");
        await world.Store(Feed.Constant(Day(Date).Start, Day("2026-01-17").End));
        var results = await world.Publication.PublishClosedDaysAsync(Token);

        Assert.Equal([Day(Date), Day("2026-01-16"), Day("2026-01-17")], results.Select(result => result.Day));
        Assert.Equal(["1", "2", "3"], world.Rows("select sequence from release_batch order by day"));
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder(world), "manifest.json")));
        foreach (var file in manifest.RootElement.GetProperty("files").EnumerateArray())
        {
            var bytes = File.ReadAllBytes(Path.Combine(Folder(world), file.GetProperty("name").GetString()!));
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), file.GetProperty("sha256").GetString());
            Assert.Equal(bytes.Count(b => b == '\n') - 1, file.GetProperty("rows").GetInt32());
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                    File.GetUnixFileMode(Folder(world)));
        }
    }

    [Fact]
    public async Task A_day_that_is_not_over_is_refused()
    {
        using var world = await Village(1);
        world.Clock.AdjustTime(Day(Date).End.AddSeconds(-1).ToUtc());

        await Assert.ThrowsAsync<DayNotClosedException>(() => world.Publication.PublishAsync(Day(Date), Token));
        await Assert.ThrowsAsync<DayNotClosedException>(() => world.Publication.PreviewAsync(Day(Date), Token));
        Assert.Empty(await world.Publication.PublishClosedDaysAsync(Token));
        Assert.Equal(["0"], world.Rows("select count(*) from release_batch"));
    }

    [Fact]
    public async Task A_preview_says_what_a_publication_does_and_writes_nothing()
    {
        using var world = await Village(3);
        await world.Rebuild();
        await world.Ledger.WithdrawAsync(GetPoint(2), ConsentKind.Collecte, null, Token);
        var preview = await world.Publication.PreviewAsync(Day(Date), Token);
        Assert.Equal(["0"], world.Rows("select count(*) from release_batch"));
        Assert.False(Directory.Exists(world.Publications));

        var result = await world.Publication.PublishAsync(Day(Date), Token);
        Assert.Equal((2, 96, 1), (preview.Released, preview.Points, preview.Withheld["withdrawn"]));
        Assert.Equal((result.Released, result.Points), (preview.Released, preview.Points));
    }

    static async Task<int> StopAt(int step, bool after, IReadOnlyList<(string, string)> files)
    {
        using var world = await Village(3);
        var plain = world.Stores;
        world.Stores = plain with { Releases = new StoppingReleases(plain.Releases, step, after) };
        var stopped = false;
        try
        {
            await world.Publication.PublishClosedDaysAsync(Token);
        }
        catch (IOException)
        {
            stopped = true;
        }

        world.Stores = plain;
        // What was sealed stays as it was sealed, whenever it is taken up again.
        if (plain.Releases.FindAsync(Day(Date), "nightly", Token).Result is { State: > BatchState.Open })
        {
            world.Clock.Advance(TimeSpan.FromHours(2));
        }

        await world.Publication.PublishClosedDaysAsync(Token);
        Assert.Equal(files, Files(world));
        Assert.Equal(["1,1,3"], world.Rows("select count(*), max(sequence), max(state) from release_batch"));
        return stopped ? 1 : 0;
    }

    static async Task<World> Village(int count)
    {
        var world = new World(Day(Date).End.ToParisString());
        for (var i = 0; i < count; i++)
        {
            await world.Register(Entry("2020-01-01", meter: GetMeter(i), point: GetPoint(i)));
            await world.Ledger.ImportAsync(
            [
                new(GetPoint(i), "anne", ConsentKind.Enregistrement, ConsentAct.Activated, At("2026-01-10"), null,
                    "test"),
                new(GetPoint(i), "anne", ConsentKind.Collecte, ConsentAct.Activated, At("2026-01-10"), null, "test"),
            ], Token);
            await world.Store(Feed.Constant(Day(Date).Start, Day(Date).End, meter: GetMeter(i)));
        }

        return world;
    }

    static Prm GetPoint(int i) => new(Point.Value + i);

    static MeterAddress GetMeter(int i) => new(Feed.Meter.Value + i);

    static string Folder(World world) => Path.Combine(world.Publications, $"{Date}-nightly-0");

    static string Curves(World world) => File.ReadAllText(Path.Combine(Folder(world), "curves.csv"));

    static List<(string, string)> Files(World world) =>
    [
        .. Directory.GetFiles(world.Publications, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => (Path.GetRelativePath(world.Publications, file), File.ReadAllText(file))),
    ];
}
