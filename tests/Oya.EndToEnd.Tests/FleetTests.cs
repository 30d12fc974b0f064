using System.Text.Json;
using Oya.Cli;

namespace Oya.EndToEnd.Tests;

/// <summary>
/// Tests readings through a real Kafka into a real TimescaleDB. The results equal those of a file store.
/// </summary>
public sealed class FleetTests : IDisposable
{
    readonly BothStores _both = new();
    readonly string _log = $"--topic way-{Guid.NewGuid():N} -X bootstrap.servers={TestServers.Kafka}";

    public void Dispose() => _both.Dispose();

    [Theory]
    [InlineData("--mode mixed --tariff mixed --producers 20 --from 2026-01-15")]
    [InlineData("--tariff mixed --from 2026-10-24 --days 2 --jitter 50")]
    public async Task A_database_filled_through_Kafka_equals_a_file_filled_by_a_replay(string village)
    {
        await _both.VillageAsync($"--meters 15 --every 60s {village}", "@village/");
        await _both.File.DoneAsync("replay @village");
        await CreateTopicAsync();
        await _both.Database.DoneAsync($"replay @village --log kafka {_log}");
        var ingested = await IngestAsync();
        Assert.Equal((0, 0), (ingested["dead"].GetInt64(), ingested["lost"].GetInt64()));
        Assert.True(ingested["stored"].GetInt64() > 15 * 1440);
        await AssertSameAsync();

        // A second ingest finds nothing new. A second replay changes nothing.
        Assert.Equal(0, (await IngestAsync())["stored"].GetInt64());
        await _both.Database.DoneAsync($"replay @village --log kafka {_log}");
        var again = await IngestAsync();
        Assert.Equal((0, 0, 0), (again["stored"].GetInt64(), again["conflict"].GetInt64(), again["notKept"].GetInt64()));
        Assert.Equal(ingested["stored"].GetInt64(), again["duplicate"].GetInt64());
        await AssertSameAsync();
    }

    [Fact]
    public async Task A_meter_registered_late_keeps_its_midnight_readings_and_its_days_are_built()
    {
        await _both.Database.DoneAsync(
            "simulate --meters 3 --from 2026-01-15 --every 60s --registry @registry.csv --consents @consents.csv "
            + "--truth @truth.csv -o @capture.tic");
        await CreateTopicAsync();
        await _both.Database.DoneAsync($"replay @capture.tic --log kafka {_log}");
        var ingested = await IngestAsync();
        Assert.Equal(3 * 1441 - ingested["stored"].GetInt64(), ingested["notKept"].GetInt64());
        Assert.InRange(ingested["stored"].GetInt64(), 6, 9);

        await _both.Database.DoneAsync("registry import @registry.csv");
        await _both.Database.DoneAsync("consent import @consents.csv");
        var truth = new Truth(_both.Database.Path("truth.csv"));
        Assert.Equal(3, await truth.CompareDaysAsync(_both.Database));
    }

    [Fact]
    public async Task Without_the_Kafka_servers_the_ingest_does_not_start()
    {
        var answer = await _both.Database.RunAsync("ingest");
        Assert.Equal(ExitCode.Configuration, answer.Code);
        Assert.Contains("OYA_KAFKA_BOOTSTRAP_SERVERS", answer.Error, StringComparison.Ordinal);
    }

    Task<string> CreateTopicAsync() => _both.Database.DoneAsync($"topics create --partitions 4 {_log}");

    async Task<Dictionary<string, JsonElement>> IngestAsync()
    {
        var json = await _both.Database.DoneAsync($"ingest --until-end --format json {_log}");
        return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!;
    }

    async Task AssertSameAsync()
    {
        await _both.SameAsync("daily --format csv");
        var truth = new Truth(_both.Database.Path("truth.csv"));
        foreach (var usagePoint in truth.UsagePoints)
        {
            Assert.Equal(ExitCode.Done, (await _both.SameAsync($"curve {usagePoint} --format csv")).Code);
        }
    }
}
