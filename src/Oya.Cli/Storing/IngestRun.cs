using Oya.Aggregation;
using Oya.Cli.Output;
using Oya.Ingest;
using Oya.Storage;

namespace Oya.Cli.Storing;

/// <summary>One ingester at work: from Kafka into the store, waiting for either while it is away.</summary>
sealed class IngestRun(CommandContext context, KafkaSettings settings, KafkaLogOptions options)
{
    // A commit of ten thousand readings takes a fraction of a second.
    static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(30), Slow = TimeSpan.FromSeconds(10);

    readonly long _started = context.Time.GetTimestamp();
    KafkaCounters? _counters;
    StoreWriter? _writer;

    /// <summary>Whether anything can have been stored.</summary>
    public bool HasBegun => _writer is not null;

    /// <summary>What the store did.</summary>
    public StoreResult Stored => _writer?.Total ?? default;

    /// <summary>Segments that another ingester had stored.</summary>
    public long Rejected => _writer?.Rejected ?? 0;

    /// <summary>What was read.</summary>
    public long Messages => _counters?.Messages ?? 0;

    /// <summary>Messages that are none, in the dead letters.</summary>
    public long Dead => _counters?.Dead ?? 0;

    /// <summary>Where these are.</summary>
    public string DeadTopic => options.DeadTopic;

    /// <summary>Messages that the log lost before they were stored.</summary>
    public long Lost => _counters?.Lost ?? 0;

    /// <summary>Messages of the log that were not read.</summary>
    public long Lag => _counters?.Lag ?? 0;

    /// <summary>What was built at the end.</summary>
    public RebuildResult Built { get; private set; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed => context.Time.GetElapsedTime(_started);

    public async Task RunAsync()
    {
        using var stores = await OpenAsync();
        await using var log = new KafkaLogReader(settings, options);
        _counters = log.Counters;
        _writer = new(log, stores.Readings, new("the store", context.Warn, context.Time)) { Clock = context.Time };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        var status = ReportProgressAsync(stop.Token);
        try
        {
            await _writer.RunAsync(context.Cancellation);
        }
        finally
        {
            await stop.CancelAsync();
            await status;
        }

        if (options.UntilEnd)
        {
            await BuildAsync(stores);
        }
    }

    /// <summary>After a power cut this process may start before the database does.</summary>
    async Task<Stores> OpenAsync()
    {
        var backoff = new RetryBackoff("the store", context.Warn, context.Time);
        while (true)
        {
            try
            {
                var stores = context.OpenStores();
                backoff.Succeeded();
                return stores;
            }
            catch (StoreException e) when (e.IsAway)
            {
                await backoff.WaitAsync(e.Message, context.Cancellation);
            }
        }
    }

    /// <summary>A login that only ingests may not write curves: the publisher builds them then.</summary>
    async Task BuildAsync(Stores stores)
    {
        try
        {
            Built = await new CurveRebuild(stores).RunAsync(context.Cancellation);
        }
        catch (StoreException e) when (!e.IsAway)
        {
            context.Note($"the curves are not built here: {e.Message}; oya serve or oya publish builds them");
        }
    }

    async Task ReportProgressAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(StatusInterval, context.Time);
        long before = 0, deadBefore = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                var (now, dead, unanswered) = (Stored.Stored, Dead, _writer?.Unanswered ?? TimeSpan.Zero);
                if (now != before || dead != deadBefore || unanswered > Slow || Lag > 0)
                {
                    context.Note(
                        $"{Quantity.Count(now)} readings stored, {Quantity.Count((long)((now - before) / StatusInterval.TotalSeconds))}/s; "
                        + $"{Quantity.Count(Lag)} messages behind"
                        + (dead > 0 ? $"; {Quantity.Count(dead)} bad ones in {DeadTopic}" : "")
                        + (unanswered > Slow ? $"; the store has not answered for {Quantity.Duration(unanswered)}" : ""));
                }

                (before, deadBefore) = (now, dead);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Done, or asked to stop.
        }
    }
}
