namespace Oya.Teleinfo.Tests;

/// <summary>A frame and what its meter's history says of it.</summary>
sealed record Anomalous(long Ordinal, FrameAnomaly Anomaly, TicLabel Label, FrameSummary Frame);

/// <summary>What the history of the meters says of each frame of a stream.</summary>
sealed class Anomalies(MeterHistory history, Func<FrameSummary, Instant>? clock = null) : ITicHandler
{
    public List<Anomalous> Seen { get; } = [];

    /// <summary>The frames of which something is doubted.</summary>
    public IEnumerable<Anomalous> Anomalous => Seen.Where(one => one.Anomaly != FrameAnomaly.None);

    public static List<Anomalous> From(ReadOnlySpan<byte> bytes, Func<FrameSummary, Instant>? clock = null)
    {
        var anomalies = new Anomalies(new(), clock);
        anomalies.Read(bytes);
        return anomalies.Seen;
    }

    public void Read(ReadOnlySpan<byte> bytes)
    {
        var decoder = new TicDecoder();
        var handler = this;
        decoder.Decode(bytes, ref handler);
        decoder.Complete(ref handler);
    }

    public void OnFrame(in TicFrame frame)
    {
        var anomaly = history.Check(frame, clock?.Invoke(frame.Summary) ?? frame.Time, out var label);
        Seen.Add(new(frame.Summary.Ordinal, anomaly, label, frame.Summary));
    }
}
