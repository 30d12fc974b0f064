namespace Oya.Teleinfo.Tests;

/// <summary>A frame and what its meter's history says of it.</summary>
sealed record Doubted(long Ordinal, FrameDoubt Doubt, TicLabel Label, FrameSummary Frame);

/// <summary>What the history of the meters says of each frame of a stream.</summary>
sealed class Doubts(MeterHistory history, Func<FrameSummary, Instant>? clock = null) : ITicHandler
{
    public List<Doubted> Seen { get; } = [];

    /// <summary>The frames of which something is doubted.</summary>
    public IEnumerable<Doubted> Doubtful => Seen.Where(one => one.Doubt != FrameDoubt.None);

    public static List<Doubted> Of(ReadOnlySpan<byte> bytes, Func<FrameSummary, Instant>? clock = null)
    {
        var doubts = new Doubts(new(), clock);
        doubts.Read(bytes);
        return doubts.Seen;
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
        var doubt = history.Check(frame, clock?.Invoke(frame.Summary) ?? frame.At, out var label);
        Seen.Add(new(frame.Summary.Ordinal, doubt, label, frame.Summary));
    }
}
