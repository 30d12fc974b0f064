using System.Diagnostics;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>What a capture is, and when it was made.</summary>
/// <param name="Name">How it is called in messages: the path.</param>
/// <param name="Start">When it begins, for historic mode.</param>
/// <param name="Step">Time between one meter's frames, for historic mode.</param>
public sealed record CaptureInfo(string Name, Instant? Start, TimeSpan? Step);

/// <summary>
/// Captures to the log, and from there to the store: one thread decodes, another one stores. Starting again from the
/// beginning changes nothing that is stored, so a replay that was stopped at any moment is simply started again. To a
/// log
/// that outlives the process it only appends: others read and store it.
/// </summary>
public sealed class CaptureReplay
{
    /// <summary>
    /// Readings in a transaction: 20 000, some 5 MB. Fewer cost more commits, more hold more memory and gain nothing.
    /// </summary>
    public const int BatchLength = 20_000;

    // Of a live pipe readings come one by one: they are not held back until there are many.
    static readonly TimeSpan LongestHeld = TimeSpan.FromSeconds(1);

    readonly HashSet<MeterAddress> _meters = [];
    readonly TimeSpan _samplingInterval;
    readonly IReadingStore? _store;
    readonly IReadingLog? _log;

    /// <summary>From captures to a store.</summary>
    public CaptureReplay(IReadingStore store, TimeSpan samplingInterval) =>
        (_store, _samplingInterval) = (store, samplingInterval);

    /// <summary>From captures to a log that others read.</summary>
    public CaptureReplay(IReadingLog log, TimeSpan samplingInterval) =>
        (_log, _samplingInterval) = (log, samplingInterval);

    /// <summary>What the decoder saw, all captures together.</summary>
    public TicStatistics Statistics { get; } = new();

    /// <summary>Readings made of frames.</summary>
    public long Readings { get; private set; }

    /// <summary>Frames whose DATE was lost.</summary>
    public long Undated { get; private set; }

    /// <summary>Frames whose readings were passed over, by the cause.</summary>
    public AnomalyCounts Anomalies { get; } = new();

    /// <summary>Instant of the earliest reading.</summary>
    public Instant? First { get; private set; }

    /// <summary>Instant of the latest reading.</summary>
    public Instant? Last { get; private set; }

    /// <summary>Meters seen.</summary>
    public int Meters => _meters.Count;

    /// <summary>Readings that the log owns.</summary>
    public long Appended { get; private set; }

    /// <summary>What the store did.</summary>
    public StoreResult Stored { get; private set; }

    /// <summary>Replays captures one after the other.</summary>
    /// <param name="captures">What they are, and how each is opened.</param>
    /// <param name="progress">Told of the decoder's statistics of the capture at hand, now and then.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="CaptureException">A capture cannot be read; what was read before is stored.</exception>
    public Task RunAsync(
        IEnumerable<(CaptureInfo Info, Func<Stream> Open)> captures, IProgress<TicStatistics>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(captures);
        return _log is null
            ? StoreAsync(captures, progress, cancellationToken)
            : AppendAsync(_log, captures, progress, cancellationToken);
    }

    async Task AppendAsync(
        IReadingLog log, IEnumerable<(CaptureInfo Info, Func<Stream> Open)> captures,
        IProgress<TicStatistics>? progress, CancellationToken cancellationToken)
    {
        // A batch is decoded while the one before is acknowledged.
        await using var ahead = new Prefetch(log);
        try
        {
            foreach (var (info, open) in captures)
            {
                using var stream = await Task.Run(open, CancellationToken.None).WaitAsync(cancellationToken);
                await Decode(info, stream, ahead, progress, cancellationToken);
            }
        }
        finally
        {
            try
            {
                await ahead.FinishAsync();
            }
            finally
            {
                Appended = ahead.Appended;
            }
        }
    }

    async Task StoreAsync(
        IEnumerable<(CaptureInfo Info, Func<Stream> Open)> captures, IProgress<TicStatistics>? progress,
        CancellationToken cancellationToken)
    {
        await using var log = new InProcessReadingLog();
        var writer = new StoreWriter(log, _store!);
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var storing = Task.Run(() => StoreAll(writer, failed), CancellationToken.None);
        try
        {
            foreach (var (info, open) in captures)
            {
                // A pipe that gives nothing cannot be interrupted, only left: Ctrl-C does not wait for it.
                using var stream = await Task.Run(open, CancellationToken.None).WaitAsync(failed.Token);
                await Decode(info, stream, log, progress, failed.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The writer failed, and says why below.
        }
        finally
        {
            log.Complete();
            try
            {
                await storing;
            }
            finally
            {
                Stored = writer.Total;
            }
        }
    }

    static async Task StoreAll(StoreWriter writer, CancellationTokenSource failed)
    {
        try
        {
            await writer.RunAsync(failed.Token);
        }
        catch
        {
            // The log has no reader any more after a failure, and the decoder must not wait for room in it.
            await failed.CancelAsync();
            throw;
        }
    }

    async Task Decode(
        CaptureInfo info, Stream stream, IReadingLog log, IProgress<TicStatistics>? progress,
        CancellationToken cancellationToken)
    {
        var sampler = new Sampler(_samplingInterval);
        var readings = new ReadingDecoder(new(info.Name, info.Start, info.Step), sampler);
        var decoder = new TicDecoder();
        try
        {
            var buffer = GC.AllocateUninitializedArray<byte>(CaptureSource.BufferLength);
            var handedOn = Stopwatch.GetTimestamp();
            int count;
            while ((count = await ReadAsync(stream, buffer, readings, log, cancellationToken)) > 0)
            {
                decoder.Decode(buffer.AsSpan(0, count), ref readings);
                progress?.Report(decoder.Statistics);
                if (readings.KeptCount >= BatchLength
                    || (readings.KeptCount > 0 && Stopwatch.GetElapsedTime(handedOn) >= LongestHeld))
                {
                    await log.AppendAsync(readings.Take(), cancellationToken);
                    handedOn = Stopwatch.GetTimestamp();
                }
            }

            decoder.Complete(ref readings);
        }
        catch (CaptureException e) when (e.IsDamaged)
        {
            // What came before the damage is a capture that ends there.
            decoder.Complete(ref readings);
            throw;
        }
        finally
        {
            readings.Flush();
            Count(decoder, readings, sampler);
            if (readings.KeptCount > 0 && !cancellationToken.IsCancellationRequested)
            {
                await log.AppendAsync(readings.Take(), cancellationToken);
            }
        }
    }

    /// <summary>Reads on; while nothing comes, what was decoded before is handed on.</summary>
    static async Task<int> ReadAsync(
        Stream stream, byte[] buffer, ReadingDecoder readings, IReadingLog log, CancellationToken cancellationToken)
    {
        var coming = stream.ReadAsync(buffer, cancellationToken).AsTask();
        if (readings.KeptCount > 0 && !coming.IsCompleted
            && await Task.WhenAny(coming, Task.Delay(LongestHeld, cancellationToken)) != coming
            && !cancellationToken.IsCancellationRequested)
        {
            await log.AppendAsync(readings.Take(), cancellationToken);
        }

        return await coming.WaitAsync(cancellationToken);
    }

    void Count(TicDecoder decoder, ReadingDecoder readings, Sampler sampler)
    {
        Statistics.Add(decoder.Statistics);
        _meters.UnionWith(sampler.Meters);
        Readings += readings.Readings;
        Undated += readings.Undated;
        Anomalies.Add(readings.Anomalies);
        First = First is { } first && !(readings.First < first) ? first : readings.First ?? First;
        Last = Last is { } last && !(readings.Last > last) ? last : readings.Last ?? Last;
    }
}
