using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>
/// Frames of one stream to readings, sampled, in batches. A frame in doubt gives none: the next one of its meter is a
/// second or two away.
/// </summary>
public sealed class ReadingDecoder(CaptureClock clock, Sampler sampler) : ITicHandler
{
    readonly List<Reading> _kept = [];
    readonly MeterHistory _history = new();

    /// <summary>Frames whose readings were passed over, by the cause.</summary>
    public AnomalyCounts Anomalies { get; } = new();

    /// <summary>Frames that have an address and registers, but whose DATE was lost.</summary>
    public long Undated { get; private set; }

    /// <summary>Readings made.</summary>
    public long Readings { get; private set; }

    /// <summary>Instant of the earliest reading.</summary>
    public Instant? First { get; private set; }

    /// <summary>Instant of the latest reading.</summary>
    public Instant? Last { get; private set; }

    /// <summary>Readings kept and not taken yet.</summary>
    public int KeptCount => _kept.Count;

    /// <inheritdoc/>
    public void OnFrame(in TicFrame frame)
    {
        var outcome = frame.Read(out var reading);
        var at = outcome == ReadingOutcome.Untimed ? clock.Estimate(reading.Meter, frame.Summary) : frame.Time;
        var anomaly = _history.Check(frame, at, out _);
        // A damaged address is no second meter, whose frames would have a time of their own.
        var isUnknown = anomaly.HasFlag(FrameAnomaly.UnknownMeter);
        if (outcome != ReadingOutcome.NoMeter && !isUnknown)
        {
            clock.Seen(reading.Meter);
        }

        if (outcome == ReadingOutcome.Untimed && !isUnknown)
        {
            reading.At = at ?? clock.GetInstant(reading.Meter, frame.Summary);
            reading.Source = InstantSource.Estimated;
        }

        var hasReading = outcome is ReadingOutcome.Timed or ReadingOutcome.Untimed;
        Undated += outcome == ReadingOutcome.NoDate ? 1 : 0;
        Readings += hasReading ? 1 : 0;
        if (hasReading && anomaly == FrameAnomaly.None && reading.Energy.ImportWh is null)
        {
            // Registers without their total: nobody knows which of them the meter has.
            anomaly = FrameAnomaly.Incomplete;
        }

        if (hasReading && anomaly == FrameAnomaly.None)
        {
            Keep(reading);
        }
        else if (hasReading || (outcome == ReadingOutcome.NoMeter && frame.Summary.End == FrameEnd.Complete))
        {
            // What has no address and is not complete is the rest of a frame: it was counted by its head.
            Anomalies.Count(anomaly);
        }
    }

    /// <summary>The stream has ended.</summary>
    public void Flush() => sampler.Flush(_kept);

    /// <summary>Takes the readings kept so far.</summary>
    public Reading[] Take()
    {
        var taken = _kept.ToArray();
        _kept.Clear();
        return taken;
    }

    void Keep(Reading reading)
    {
        // A capture is replayed on its own clock: it was known when it was measured.
        reading.ReceivedAt = reading.At;
        First = First is { } first && first <= reading.At ? first : reading.At;
        Last = Last is { } last && last >= reading.At ? last : reading.At;
        sampler.Add(reading, _kept);
    }
}
