namespace Oya.Teleinfo.Tests;

/// <summary>The readings of a stream, with the ordinals of their frames.</summary>
sealed class Readings : ITicHandler
{
    public List<(long Ordinal, Reading Reading)> Seen { get; } = [];

    public List<ReadingOutcome> Outcomes { get; } = [];

    public static List<(long Ordinal, Reading Reading)> From(ReadOnlySpan<byte> bytes) => All(bytes).Seen;

    public static Readings All(ReadOnlySpan<byte> bytes)
    {
        var decoder = new TicDecoder();
        var readings = new Readings();
        decoder.Decode(bytes, ref readings);
        decoder.Complete(ref readings);
        return readings;
    }

    public void OnFrame(in TicFrame frame)
    {
        var outcome = frame.Read(out var reading);
        Outcomes.Add(outcome);
        if (outcome is ReadingOutcome.Timed or ReadingOutcome.Untimed)
        {
            Seen.Add((frame.Summary.Ordinal, reading));
        }
    }
}
