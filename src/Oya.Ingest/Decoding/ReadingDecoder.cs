using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>Frames of one stream to readings, sampled, in batches.</summary>
public sealed class ReadingDecoder(CaptureClock clock, Sampler sampler) : ITicHandler
{
    readonly List<Reading> _kept = [];

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
        if (outcome == ReadingOutcome.NoMeter)
        {
            return;
        }

        clock.Seen(reading.Meter);
        if (outcome is ReadingOutcome.NoDate or ReadingOutcome.NoEnergy)
        {
            Undated += outcome == ReadingOutcome.NoDate ? 1 : 0;
            return;
        }

        if (outcome == ReadingOutcome.Untimed)
        {
            reading.At = clock.InstantOf(reading.Meter, frame.Summary);
            reading.Source = InstantSource.Estimated;
        }

        // A capture is replayed on its own clock: it was known when it was measured.
        reading.ReceivedAt = reading.At;
        Readings++;
        First = First is { } first && first <= reading.At ? first : reading.At;
        Last = Last is { } last && last >= reading.At ? last : reading.At;
        sampler.Add(reading, frame.Summary.IsWhole, _kept);
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
}
