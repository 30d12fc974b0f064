using System.Security.Cryptography;
using System.Text.Json;

namespace Oya.EndToEnd.Tests;

/// <summary>
/// Tests the whole pipeline, from bytes of meters to curves and a published folder, against the truth.
/// </summary>
public sealed class PipelineTests(PipelineTests.Day day) : IClassFixture<PipelineTests.Day>
{
    const string R63Header =
        "Identifiant PRM;Date de début;Date de fin;Grandeur physique;Grandeur métier;Etape métier;Unité;"
        + "Horodate;Valeur;Nature;Pas;Indice de vraisemblance;Etat complémentaire";

    readonly Site _site = day.Site;

    [Fact]
    public async Task Every_half_hour_and_every_day_equals_the_truth()
    {
        Assert.Equal(3 * 48, await day.Truth.CompareCurvesAsync(_site));
        Assert.Equal(3, await day.Truth.CompareDaysAsync(_site));
    }

    [Theory]
    [InlineData("2026-03-29", 46, "2026-03-29T01:30:00+01:00", "2026-03-29T03:00:00+02:00")]
    [InlineData("2026-10-25", 50, "2026-10-25T02:30:00+02:00", "2026-10-25T02:00:00+01:00")]
    public async Task A_day_of_a_clock_change_passes_the_whole_pipeline(string date, int count, string end, string next)
    {
        using var site = new Site();
        await site.VillageAsync($"--meters 4 --mode mixed --tariff mixed --from {date} --every 60s", "@village/");
        await site.DoneAsync("replay @village");
        var truth = new Truth(site.Path("truth.csv"));
        Assert.Equal(4 * count, await truth.CompareCurvesAsync(site));
        Assert.Equal(4, await truth.CompareDaysAsync(site));
        var ends = (await site.RowsAsync($"curve {truth.UsagePoints[0]}")).Select(r => r["end"]).ToList();
        Assert.Equal(next, ends[ends.IndexOf(end) + 1]);
        await site.DoneAsync($"publish --day {date} --to-folder @publications");
        var rows = new Csv(File.ReadAllText(site.Path($"publications/{date}-nightly-0/curves.csv")), ';').Rows;
        Assert.Equal(4 * count, rows.Count);
        Assert.Equal(4 * count, rows.Select(row => (row["Identifiant PRM"], row["Horodate"])).Distinct().Count());
    }

    [Fact]
    public void The_published_rows_have_the_R63_columns_and_the_end_of_each_half_hour()
    {
        var curves = new Csv(File.ReadAllText(Path.Combine(day.Published, "curves.csv")), ';');
        Assert.Equal(R63Header, curves.Header);
        Assert.Equal(day.Truth.Points.Count, curves.Rows.Count);
        var byEnd = day.Truth.Points.ToDictionary(p => (p.Key.UsagePoint, p.Value.End), p => p.Value.ImportWh);
        foreach (var row in curves.Rows)
        {
            Assert.Equal(2 * byEnd[(row["Identifiant PRM"], row["Horodate"])], row.Number("Valeur"));
            Assert.Equal(
                ("2026-01-15", "2026-01-16", "PA", "CONS", "BRUT", "W", "B", "PT30M", "0"),
                (row["Date de début"], row["Date de fin"], row["Grandeur physique"], row["Grandeur métier"],
                    row["Etape métier"], row["Unité"], row["Nature"], row["Pas"], row["Indice de vraisemblance"]));
        }

        var first = curves.Rows.Where(row => row["Identifiant PRM"] == curves.Rows[0]["Identifiant PRM"]).ToList();
        Assert.Equal("2026-01-15T00:30:00+01:00", first[0]["Horodate"]);
        Assert.Equal("2026-01-16T00:00:00+01:00", first[^1]["Horodate"]);
    }

    [Fact]
    public async Task The_published_days_equal_the_output_of_oya_daily() => Assert.Equal(
        File.ReadAllText(Path.Combine(day.Published, "daily.csv")),
        await _site.DoneAsync("daily --day 2026-01-15 --format csv"));

    [Fact]
    public void The_manifest_has_the_row_count_and_the_hash_of_each_file()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(day.Published, "manifest.json")));
        var root = manifest.RootElement;
        Assert.Equal("2026-01-15", root.GetProperty("day").GetString());
        Assert.Equal(3, root.GetProperty("released").GetInt32());
        Assert.Empty(root.GetProperty("withheld").EnumerateObject());
        var files = root.GetProperty("files").EnumerateArray().ToList();
        Assert.Equal(["curves.csv", "daily.csv"], files.Select(file => file.GetProperty("name").GetString()));
        Assert.Equal(
            ["curves.csv", "daily.csv", "manifest.json"],
            Directory.EnumerateFileSystemEntries(day.Published).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(Path.Combine(day.Published, file.GetProperty("name").GetString()!));
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), file.GetProperty("sha256").GetString());
            Assert.Equal(bytes.Count(b => b == '\n') - 1, file.GetProperty("rows").GetInt32());
        }
    }

    [Fact]
    public async Task A_second_replay_stores_nothing_and_changes_no_row()
    {
        var before = _site.Path("before.db");
        File.Copy(_site.Store, before, overwrite: true);
        using var json = JsonDocument.Parse(await _site.DoneAsync("replay @capture.tic --format json"));
        var readings = json.RootElement.GetProperty("readings");
        Assert.Equal(0, readings.GetProperty("stored").GetInt64());
        Assert.Equal(0, readings.GetProperty("conflict").GetInt64());
        Assert.Equal(3 * 1441, readings.GetProperty("duplicate").GetInt64());
        StoreDump.AssertSame(before, _site.Store);
    }

    [Fact]
    public async Task A_second_import_adds_nothing()
    {
        var before = _site.Path("imported.db");
        File.Copy(_site.Store, before, overwrite: true);
        var registry = await _site.RunAsync("registry import @registry.csv");
        Assert.Contains("3 entries read, 0 new or changed", registry.Error, StringComparison.Ordinal);
        var consents = await _site.RunAsync("consent import @consents.csv");
        Assert.Contains("12 acts read, 0 new", consents.Error, StringComparison.Ordinal);
        // The version only makes writers read the permits again.
        StoreDump.AssertSame(before, _site.Store, exceptTable: "permit_version");
    }

    [Fact]
    public async Task A_second_publication_writes_nothing()
    {
        var before = Directory.EnumerateFiles(day.Published).Select(Fingerprint).Order().ToList();
        _site.Time.Advance(TimeSpan.FromHours(5));
        var rows = await _site.RowsAsync("publish --day 2026-01-15 --to-folder @publications");
        Assert.Equal(("true", "3", "144"), (rows[0]["already_published"], rows[0]["released"], rows[0]["points"]));
        Assert.Equal(before, Directory.EnumerateFiles(day.Published).Select(Fingerprint).Order());
        Assert.Single(Directory.EnumerateFileSystemEntries(_site.Path("publications")));
    }

    static string Fingerprint(string file) =>
        $"{file} {File.GetLastWriteTimeUtc(file):O} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}";

    /// <summary>Three meters and one day that passed the whole pipeline once.</summary>
    public sealed class Day : IAsyncLifetime
    {
        internal Site Site { get; } = new();

        internal Truth Truth { get; private set; } = null!;

        internal string Published => Site.Path("publications/2026-01-15-nightly-0");

        public async ValueTask InitializeAsync()
        {
            await Site.VillageAsync("--meters 3 --from 2026-01-15 --every 60s");
            await Site.DoneAsync("replay @capture.tic");
            await Site.DoneAsync("publish --day 2026-01-15 --to-folder @publications");
            Truth = new(Site.Path("truth.csv"));
        }

        public ValueTask DisposeAsync()
        {
            Site.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
