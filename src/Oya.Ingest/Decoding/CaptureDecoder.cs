using System.Diagnostics;
using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>Captures to readings, sampled and appended to a log; and what was found in them.</summary>
public sealed class CaptureDecoder
{
    /// <summary>
    /// Readings in a transaction: 20 000, some 5 MB. Fewer cost more commits, more hold more memory and gain nothing.
    /// </summary>
    public const int BatchLength = 20_000;

    // Of a live pipe readings come one by one: they are not held back until there are many.
    static readonly TimeSpan LongestHeld = TimeSpan.FromSeconds(1);

    readonly HashSet<MeterAddress> _meters = [];
    readonly TimeSpan _samplingInterval;

    internal CaptureDecoder(TimeSpan samplingInterval) => _samplingInterval = samplingInterval;

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

    /// <summary>Decodes captures one after the other.</summary>
    internal async Task DecodeAsync(
        IEnumerable<(CaptureInfo Info, Func<Stream> Open)> captures, IReadingLogWriter log,
        IProgress<TicStatistics>? progress, CancellationToken cancellationToken)
    {
        foreach (var (info, open) in captures)
        {
            // A pipe that gives nothing cannot be interrupted, only left: Ctrl-C does not wait for it.
            using var stream = await Task.Run(open, CancellationToken.None).WaitAsync(cancellationToken);
            await DecodeAsync(info, stream, log, progress, cancellationToken);
        }
    }

    async Task DecodeAsync(
        CaptureInfo info, Stream stream, IReadingLogWriter log, IProgress<TicStatistics>? progress,
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
        Stream stream, byte[] buffer, ReadingDecoder readings, IReadingLogWriter log,
        CancellationToken cancellationToken)
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
