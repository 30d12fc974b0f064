namespace Oya.Ingest.Tests;

/// <summary>The log contract on a real broker.</summary>
public class KafkaReadingLogTests : ReadingLogContract
{
    readonly KafkaLogOptions _options = KafkaServer.TopicAsync().GetAwaiter().GetResult();

    KafkaSettings Settings => KafkaServer.Settings($"group.id={_options.Topic}");

    protected override TestLog Open() => new KafkaTestLog(Settings, _options);

    KafkaTestLog Open(bool untilEnd) => new(Settings, _options with { UntilEnd = untilEnd });

    [Fact]
    public async Task Reading_continues_where_the_store_ends_after_opening_the_log_again()
    {
        var store = new ListStore();
        for (var i = 0; i < 3; i++)
        {
            await using var log = Open(untilEnd: true);
            await log.AppendAsync(SampleReadings.Usual(2000, meter: i % 2, seed: i), Token);
            await new StoreWriter(log, store).RunAsync(Token);
            Assert.Equal(2000 * (i + 1), store.Readings.Count);
            Assert.Equal(2000, log.Counters.Readings);
            Assert.Equal(0, log.Counters.Lag);
        }
    }

    [Fact]
    public async Task A_rejected_segment_is_read_again_from_where_the_store_ends()
    {
        await using var log = Open(untilEnd: true);
        Oya.Teleinfo.Reading[] readings =
            [.. Enumerable.Range(0, 20).SelectMany(meter => SampleReadings.Usual(500, meter: meter))];
        await log.AppendAsync(readings, Token);
        var store = new ListStore();
        var rejected = 0;
        await foreach (var segment in log.ReadAsync(store, Token))
        {
            // The first segment of each partition is rejected once.
            if (await store.ReadOffsetAsync(segment.Range!.Value.Partition, Token) is null && rejected++ % 2 == 0)
            {
                await log.RejectAsync(segment, Token);
                continue;
            }

            await store.StoreAsync(segment.Readings, segment.Range, Token);
            await log.CommitAsync(segment, Token);
        }

        Assert.InRange(rejected, 2, 6);
        Assert.Equal(ByMeter(readings), ByMeter(store.Readings));
    }
}
