using Oya.Cli;

namespace Oya.EndToEnd.Tests;

/// <summary>Tests what the two consents allow, and what remains in the store without them.</summary>
public sealed class ConsentTests : IAsyncLifetime
{
    const string Day = "2026-11-23";

    readonly Site _site = new();
    readonly Dictionary<string, string> _customers = [];

    // Eight customers. They gave both consents, one, or none, or withdrew collecte at 14:20 of the day.
    public async ValueTask InitializeAsync()
    {
        await _site.VillageAsync($"--meters 8 --from {Day} --every 60s --consenting 50");
        await _site.DoneAsync("replay @capture.tic");
        var acts = new Csv(File.ReadAllText(_site.Path("consents.csv"))).Rows
            .Where(row => row["event"] != "requested")
            .ToLookup(row => row["usage_point"], row => $"{row["event"]} {row["kind"]}");
        foreach (var usagePoint in new Truth(_site.Path("truth.csv")).UsagePoints)
        {
            _customers.TryAdd(string.Join(", ", acts[usagePoint]), usagePoint);
        }
    }

    public ValueTask DisposeAsync()
    {
        _site.Dispose();
        return ValueTask.CompletedTask;
    }

    string Both => _customers["activated enregistrement, activated collecte"];

    [Theory]
    [InlineData("", "enregistrement\" is not active (never given)", "collecte\" is not active (never given)")]
    [InlineData("activated enregistrement", "collecte\" is not active (never given)", "")]
    [InlineData(
        "activated enregistrement, activated collecte, withdrawn collecte",
        "collecte\" is not active (withdrawn since 2026-11-23T14:20:00+01:00)", "")]
    public async Task A_refused_curve_is_reported_with_the_missing_consent_and_its_end(
        string acts, string first, string second)
    {
        var error = await _site.FailsAsync(ExitCode.Refused, $"curve {_customers[acts]}");
        Assert.Contains(first, error, StringComparison.Ordinal);
        Assert.Contains(second, error, StringComparison.Ordinal);
        Assert.Equal(second.Length > 0, error.Contains("enregistrement", StringComparison.Ordinal));
        Assert.DoesNotContain(_customers[acts], error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_act_is_reported_with_its_line_and_nothing_is_imported()
    {
        var known = File.ReadAllLines(_site.Path("consents.csv"));
        var unknown = known[1].Replace(known[1].Split(',')[0], "14999999999999", StringComparison.Ordinal);
        _site.Write("more.csv", string.Join('\n', [known[0], known[1], known[2], unknown]));
        var error = await _site.FailsAsync(ExitCode.Usage, "consent import @more.csv");
        Assert.Contains($"{_site.Path("more.csv")}: line 4: ", error, StringComparison.Ordinal);
        Assert.Contains("no holder", error, StringComparison.Ordinal);
        Assert.Contains("nothing was imported", error, StringComparison.Ordinal);
        Assert.DoesNotContain("14999999999999", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Daily_energy_needs_no_consent() => Assert.Equal(
        8, await new Truth(_site.Path("truth.csv")).CompareDaysAsync(_site));

    [Fact]
    public async Task No_half_hour_without_consent_is_in_any_table_or_file()
    {
        await _site.DoneAsync($"publish --day {Day} --to-folder @publications");
        Assert.Equal(4, _customers.Count);
        Assert.All(_customers.Values.Where(usagePoint => usagePoint != Both), AssertNoHalfHours);
    }

    [Fact]
    public async Task A_withdrawal_applies_at_once_and_deletes_the_stored_half_hours()
    {
        Assert.Equal(48, (await _site.RowsAsync($"curve {Both}")).Count);
        await _site.DoneAsync($"consent withdraw {Both} --kind collecte");
        var error = await _site.FailsAsync(ExitCode.Refused, $"curve {Both}");
        Assert.Contains("withdrawn since 2026-11-24T09:00:00+01:00", error, StringComparison.Ordinal);
        AssertNoHalfHours(Both);
        Assert.Equal(8, await new Truth(_site.Path("truth.csv")).CompareDaysAsync(_site));

        await _site.DoneAsync("replay @capture.tic");
        AssertNoHalfHours(Both);
    }

    [Fact]
    public async Task A_withdrawal_leaves_no_byte_of_the_curve_in_the_store_file()
    {
        var curve = Convert.FromHexString(StoreDump.Query(
            _site.Store, $"select wh from load_curve where usage_point = '{Both}'")[0]);
        Assert.True(File.ReadAllBytes(_site.Store).AsSpan().IndexOf(curve) >= 0, "the file does not contain the curve");
        await _site.DoneAsync($"consent withdraw {Both} --kind collecte");
        foreach (var file in Directory.EnumerateFiles(_site.Folder, "oya.db*"))
        {
            Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(curve) < 0, $"the curve is still in {file}");
        }
    }

    [Fact]
    public async Task A_withdrawal_of_enregistrement_also_withdraws_collecte()
    {
        await _site.DoneAsync($"consent withdraw {Both}");
        var states = await _site.RowsAsync($"consent status {Both}");
        Assert.Equal(["enregistrement", "collecte"], states.Select(row => row["consent"]));
        Assert.All(states, row => Assert.Equal("grey", row["state"]));
        AssertNoHalfHours(Both);
    }

    [Fact]
    public async Task Nothing_is_published_after_a_withdrawal_and_the_manifest_counts_the_reason()
    {
        await _site.DoneAsync($"consent withdraw {Both} --kind collecte");
        await _site.DoneAsync($"publish --day {Day} --to-folder @publications");
        var folder = _site.Path($"publications/{Day}-nightly-0");
        var manifest = File.ReadAllText(Path.Combine(folder, "manifest.json"));
        Assert.Contains("\"withdrawn\": ", manifest, StringComparison.Ordinal);
        Assert.DoesNotContain(Both, manifest, StringComparison.Ordinal);
        Assert.DoesNotContain(Both, File.ReadAllText(Path.Combine(folder, "curves.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collecte_is_pending_until_the_first_reading_and_the_curve_begins_after_it()
    {
        using var site = new Site();
        await site.DoneAsync($"simulate --from {Day} --days 2 --every 60s --registry @registry.csv -o @capture.tic");
        await site.DoneAsync("registry import @registry.csv");
        var usagePoint = new Csv(File.ReadAllText(site.Path("registry.csv"))).Rows[0]["usage_point"];
        await site.DoneAsync($"consent activate {usagePoint}");
        var states = await site.RowsAsync($"consent status {usagePoint}");
        Assert.Equal(["green", "pending"], states.Select(row => row["state"]));
        Assert.Equal("En cours de traitement", states[1]["shown"]);

        site.Time.Advance(TimeSpan.FromDays(1));
        await site.DoneAsync("replay @capture.tic");
        states = await site.RowsAsync($"consent status {usagePoint}");
        Assert.Equal(["green", "green"], states.Select(row => row["state"]));
        var curve = await site.RowsAsync($"curve {usagePoint}");
        Assert.Equal("2026-11-24T09:00:00+01:00", curve[0]["start"]);
        Assert.Equal(30, curve.Count);
    }

    [Fact]
    public async Task A_consent_longer_than_36_months_is_a_usage_error()
    {
        var error = await _site.FailsAsync(ExitCode.Usage, $"consent activate {_customers[""]} --expires 2029-11-25");
        Assert.Contains("36 months", error, StringComparison.Ordinal);
        Assert.Empty(StoreDump.Query(_site.Store, $"select * from consent_event where usage_point = {_customers[""]}"));
        await _site.DoneAsync($"consent activate {_customers[""]} --expires 2029-11-24T09:00:00+01:00");
        await _site.FailsAsync(ExitCode.Usage, $"consent activate {_customers[""]} --expires 2026-11-24");
    }

    [Theory]
    [InlineData("consent activate 12345678901234")]
    [InlineData("consent withdraw 12345678901234")]
    public async Task An_unknown_usage_point_is_reported(string line)
    {
        var error = await _site.FailsAsync(ExitCode.Usage, line);
        Assert.Contains("1234*******234", error, StringComparison.Ordinal);
        Assert.Contains("registry", error, StringComparison.Ordinal);
        Assert.Empty(StoreDump.Query(_site.Store, "select * from consent_event where usage_point = 12345678901234"));
    }

    [Fact]
    public async Task The_curve_of_an_unknown_usage_point_is_refused()
    {
        var error = await _site.FailsAsync(ExitCode.Refused, "curve 12345678901234");
        Assert.Contains("1234*******234", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Today_and_tomorrow_are_not_published()
    {
        foreach (var day in new[] { "2026-11-24", "2026-11-25" })
        {
            var error = await _site.FailsAsync(ExitCode.Usage, $"publish --day {day} --to-folder @publications");
            Assert.Contains($"{day} is not over in Paris", error, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(_site.Path("publications")));
        Assert.Empty(StoreDump.Query(_site.Store, "select * from release_batch"));
    }

    /// <summary>
    /// Asserts that the store has no curve and at most the two readings around each midnight, and that no file except
    /// the daily energy mentions the usage point.
    /// </summary>
    void AssertNoHalfHours(string usagePoint)
    {
        var meter = $"(select meter from registry where usage_point = {usagePoint})";
        var readings = StoreDump.Query(_site.Store,
            $"select at from reading join meter using (meter_id) where address = {meter}").Select(long.Parse);
        Assert.All(readings.GroupBy(at => (at + 3600) / 86_400), day => Assert.InRange(day.Count(), 1, 2));
        Assert.Empty(StoreDump.Query(_site.Store, $"select * from load_curve where usage_point = '{usagePoint}'"));
        Assert.Empty(StoreDump.Query(_site.Store, $"select * from release_item where usage_point = {usagePoint}"));
        string[] known = ["daily.csv", "registry.csv", "consents.csv", "truth.csv", "capture.tic"];
        foreach (var file in Directory.EnumerateFiles(_site.Folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetFileName(file);
            if (!known.Contains(name) && !name.StartsWith("oya.db", StringComparison.Ordinal))
            {
                Assert.DoesNotContain(usagePoint, File.ReadAllText(file), StringComparison.Ordinal);
            }
        }
    }
}
