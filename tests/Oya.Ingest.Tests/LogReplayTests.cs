namespace Oya.Ingest.Tests;

public class LogReplayTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_captures_hold_is_appended_and_counted()
    {
        await using var log = new InProcessReadingLog();
        var replay = new LogReplay(log, TimeSpan.Zero);
        await replay.RunAsync([Capture(0), Capture(100)], null, Token);
        log.Complete();

        var store = new ListStore();
        await new StoreWriter(log, store).RunAsync(Token);
        Assert.Equal((20, 20, 1), (replay.Appended, replay.Decoded.Readings, replay.Decoded.Meters));
        Assert.Equal(20, store.Readings.Count);
    }

    [Fact]
    public async Task A_log_that_takes_no_more_ends_the_replay_with_its_reason()
    {
        await using var log = new InProcessReadingLog();
        var replay = new LogReplay(log, TimeSpan.Zero);
        log.Complete();

        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => replay.RunAsync([Capture(0)], null, Token));
        Assert.Equal(0, replay.Appended);
    }

    static (CaptureInfo, Func<Stream>) Capture(int after) =>
        (new("c", Frames.Start, null), () => new MemoryStream(Frames.Standard(10, start: Frames.Start + after)));
}
