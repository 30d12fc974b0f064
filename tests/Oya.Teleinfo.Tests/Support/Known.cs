namespace Oya.Teleinfo.Tests;

/// <summary>
/// Right groups of known labels, each as one number that its mode, label, horodate and data give, with the ordinal of
/// its frame: light enough to be made a hundred thousand times.
/// </summary>
sealed class Known : ITicHandler
{
    readonly TicDecoder _decoder = new();
    int _closed;

    public List<(ulong Hash, TicLabel Label)> Groups { get; } = [];

    public List<long> Ordinals { get; } = [];

    public List<FrameSummary> Frames { get; } = [];

    public static Known From(ReadOnlySpan<byte> bytes)
    {
        var known = new Known();
        known._decoder.Decode(bytes, ref known);
        known._decoder.Complete(ref known);
        Assert.Equal(known.Groups.Count, known._closed);
        return known;
    }

    public void OnFrame(in TicFrame frame)
    {
        foreach (var group in frame.Groups)
        {
            Add(group);
        }

        Frames.Add(frame.Summary);
        for (; _closed < Groups.Count; _closed++)
        {
            Ordinals.Add(frame.Summary.Ordinal);
        }
    }

    void Add(in TicGroup group)
    {
        if (group.IsValid && group.Label != TicLabel.Unknown)
        {
            var hash = 14_695_981_039_346_656_037UL ^ (ulong)group.Label;
            foreach (var b in group.HorodateBytes)
            {
                hash = (hash ^ b) * 1_099_511_628_211;
            }

            foreach (var b in group.Data)
            {
                hash = (hash ^ b) * 1_099_511_628_211;
            }

            Groups.Add((hash, group.Label));
        }
    }
}
