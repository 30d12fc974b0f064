namespace Oya.Teleinfo.Tests;

/// <summary>The readings of a stream, with the ordinals of their frames.</summary>
sealed class Readings : ITicHandler
{
    ReadingBuilder _builder;

    public List<(long Ordinal, Reading Reading)> Seen { get; } = [];

    public List<ReadingOutcome> Outcomes { get; } = [];

    public static List<(long Ordinal, Reading Reading)> Of(ReadOnlySpan<byte> bytes) => All(bytes).Seen;

    public static Readings All(ReadOnlySpan<byte> bytes)
    {
        var decoder = new TicDecoder();
        var readings = new Readings();
        decoder.Decode(bytes, ref readings);
        decoder.Complete(ref readings);
        return readings;
    }

    public void OnGroup(in TicGroup group) => _builder.Add(group);

    public void OnFrame(in FrameSummary frame)
    {
        var outcome = _builder.Complete(frame, out var reading);
        Outcomes.Add(outcome);
        if (outcome is ReadingOutcome.Timed or ReadingOutcome.Untimed)
        {
            Seen.Add((frame.Ordinal, reading));
        }
    }
}
