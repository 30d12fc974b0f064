using System.Text;

namespace Oya.Teleinfo.Tests;

/// <summary>A group that was handed on; <c>Known</c> when its label is one of the two specifications.</summary>
sealed record SeenGroup(
    long Offset, TicMode Mode, bool Known, string Name, string Horodate, string Data, GroupFault Fault)
{
    public bool IsValid => Fault == GroupFault.None;
}

/// <summary>Everything that a stream gave, in order, to be compared.</summary>
sealed class Decoded
{
    public List<SeenGroup> Groups { get; } = [];

    public List<FrameSummary> Frames { get; } = [];

    public void AssertEqual(Decoded other, string what)
    {
        for (var i = 0; i < Math.Max(Groups.Count, other.Groups.Count); i++)
        {
            var (a, b) = (Groups.ElementAtOrDefault(i), other.Groups.ElementAtOrDefault(i));
            if (a != b)
            {
                Assert.Fail($"{what}: group {i}: expected {a}, got {b}");
            }
        }

        for (var i = 0; i < Math.Max(Frames.Count, other.Frames.Count); i++)
        {
            FrameSummary? a = i < Frames.Count ? Frames[i] : null, b = i < other.Frames.Count ? other.Frames[i] : null;
            if (a != b)
            {
                Assert.Fail($"{what}: frame {i}: expected {a}, got {b}");
            }
        }
    }
}

/// <summary>Keeps what the decoder hands on.</summary>
sealed class Recorder : ITicHandler
{
    public Decoded Seen { get; } = new();

    public void OnFrame(in TicFrame frame)
    {
        foreach (var group in frame.Groups)
        {
            Seen.Groups.Add(new(
                group.Offset,
                group.Mode,
                group.Label != TicLabel.Unknown,
                Encoding.Latin1.GetString(group.Name),
                Encoding.Latin1.GetString(group.HorodateBytes),
                Encoding.Latin1.GetString(group.Data),
                group.Fault));
        }

        Seen.Frames.Add(frame.Summary);
    }

    public static Decoded Decode(ReadOnlySpan<byte> bytes) => Decode(bytes, out _);

    public static Decoded Decode(ReadOnlySpan<byte> bytes, out TicStatistics statistics)
    {
        var decoder = new TicDecoder();
        var recorder = new Recorder();
        decoder.Decode(bytes, ref recorder);
        decoder.Complete(ref recorder);
        statistics = decoder.Statistics;
        return recorder.Seen;
    }
}
