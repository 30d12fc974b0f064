using Microsoft.Extensions.Time.Testing;
using Oya.Teleinfo;

namespace Oya.Ingest.Tests;

public class InProcessReadingLogTests : ReadingLogContract
{
    protected override TestLog Open()
    {
        var log = new InProcessReadingLog();
        return new(log, log);
    }

    [Fact]
    public async Task Readings_are_read_in_the_order_in_which_they_were_appended()
    {
        await using var log = Open();
        await log.AppendAsync(Segment(2, 3), Token);
        await log.AppendAsync(Segment(1, 3), Token);
        log.Complete();
        var store = new ListStore();
        await new StoreWriter(log, store).RunAsync(Token);
        Assert.Equal(Segment(2, 3).Concat(Segment(1, 3)), store.Readings);
    }

    [Fact]
    public async Task Appending_waits_while_the_log_is_full_and_continues_when_it_is_read()
    {
        await using var log = Open();
        var appended = 0;
        var waiting = Task.CompletedTask;
        while (waiting.IsCompleted && appended < 10_000)
        {
            waiting = log.AppendAsync(Segment(appended++, 1), Token).AsTask();
        }

        Assert.False(waiting.IsCompleted);
        await using var reader = log.ReadAsync(Store, Token).GetAsyncEnumerator(Token);
        Assert.True(await reader.MoveNextAsync());
        await waiting;
        Assert.Equal(new MeterAddress(0), reader.Current.Readings.Span[0].Meter);
    }

    [Fact]
    public async Task Only_committed_readings_count_as_stored()
    {
        await using var log = new InProcessReadingLog();
        await log.AppendAsync(Segment(0, 5), Token);
        await log.AppendAsync(Segment(1, 5), Token);
        log.Complete();
        var stored = 0;
        await foreach (var segment in log.ReadAsync(Store, Token))
        {
            Assert.Equal(stored++, log.Committed);
            await log.CommitAsync(segment, Token);
        }

        Assert.Equal(2, log.Committed);
    }

    [Fact]
    public async Task The_time_without_a_commit_can_be_queried()
    {
        await using var log = Open();
        await log.AppendAsync(Segment(0, 5), Token);
        log.Complete();
        var clock = new FakeTimeProvider();
        var asked = TimeSpan.Zero;
        StoreWriter? writer = null;
        var store = new ListStore(_ =>
        {
            clock.Advance(TimeSpan.FromSeconds(40));
            asked = writer!.Unanswered;
            return null;
        });
        writer = new(log, store) { Clock = clock };
        Assert.Equal(TimeSpan.Zero, writer.Unanswered);
        await writer.RunAsync(Token);
        Assert.Equal(TimeSpan.FromSeconds(40), asked);
        Assert.Equal(TimeSpan.Zero, writer.Unanswered);
    }
}
