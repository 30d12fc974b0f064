using Oya.Teleinfo;

namespace Oya.Simulation.Tests;

/// <summary>One decoded frame: its reading, and the data and horodates of its groups by label.</summary>
sealed class DecodedFrame(FrameSummary summary, Reading reading, ReadingOutcome outcome)
{
    public FrameSummary Summary => summary;

    public Reading Reading => reading;

    public ReadingOutcome Outcome => outcome;

    public Dictionary<TicLabel, string> Data { get; init; } = [];

    public Dictionary<TicLabel, Horodate> Horodates { get; init; } = [];

    public long Number(TicLabel label) => long.Parse(Data[label]);

    public override string ToString() => $"frame {summary.Ordinal} of {reading.At}";
}

/// <summary>Collects frames as they are decoded.</summary>
sealed class Decoded : ITicHandler
{
    readonly Action<DecodedFrame> _take;
    readonly bool _keepsData;
    Dictionary<TicLabel, string> _data = [];
    Dictionary<TicLabel, Horodate> _horodates = [];

    Decoded(Action<DecodedFrame> take, bool keepsData) => (_take, _keepsData) = (take, keepsData);

    public void OnFrame(in TicFrame frame)
    {
        foreach (var group in frame.Groups)
        {
            if (_keepsData && group.IsValid)
            {
                Keep(group);
            }
        }

        var outcome = frame.Read(out var reading);
        _take(new(frame.Summary, reading, outcome) { Data = _data, Horodates = _horodates });
        if (_keepsData)
        {
            (_data, _horodates) = ([], []);
        }
    }

    void Keep(in TicGroup group)
    {
        _data[group.Label] = System.Text.Encoding.ASCII.GetString(group.Data);
        if (group.Horodate is { } horodate)
        {
            _horodates[group.Label] = horodate;
        }
    }

    static TicStatistics Each(Stream stream, Action<DecodedFrame> take, bool keepsData)
    {
        var decoder = new TicDecoder();
        var handler = new Decoded(take, keepsData);
        var buffer = new byte[10_007];
        int count;
        while ((count = stream.Read(buffer)) > 0)
        {
            decoder.Decode(buffer.AsSpan(0, count), ref handler);
        }

        decoder.Complete(ref handler);
        return decoder.Statistics;
    }

    /// <summary>Every frame with the data of its groups; none of them may have a fault.</summary>
    public static List<DecodedFrame> All(Stream stream) => Frames(stream, true);

    /// <summary>Every frame with its reading only: for long streams.</summary>
    public static List<DecodedFrame> Readings(Stream stream) => Frames(stream, false);

    public static List<DecodedFrame> Readings(VillageOptions options) => Readings(new Village(options).OpenMeter(0));

    static List<DecodedFrame> Frames(Stream stream, bool keepsData)
    {
        var frames = new List<DecodedFrame>();
        var statistics = Each(stream, frames.Add, keepsData);
        Assert.Equal(
            (statistics.CompleteFrames, 0L, 0L, 0L, 0L),
            (statistics.ValidFrames, statistics.BadForm + statistics.BadStructure, statistics.BadChecksum, statistics.UnknownLabels,
                statistics.TruncatedFrames));
        return frames;
    }

    public static List<DecodedFrame> All(VillageOptions options) => All(new Village(options).OpenMeter(0));

    public static ParisDay Day(string text) =>
        ParisDay.TryParse(text, out var day) ? day : throw new ArgumentException(text);
}
