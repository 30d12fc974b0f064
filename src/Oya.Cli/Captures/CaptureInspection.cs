using Oya.Teleinfo;

namespace Oya.Cli.Captures;

/// <summary>An invalid group with its position: its byte offset, and its frame number from 0.</summary>
sealed record InvalidGroup(long Offset, long Frame, GroupFault Fault, string Label, string Raw)
{
    const int RawShown = 48;

    public static InvalidGroup From(in TicGroup group, long frame) => new(
        group.Offset, frame, group.Fault, GroupText.Printable(group.Name), GroupText.Printable(group.Raw, RawShown));
}

/// <summary>
/// A suspect frame: its byte offset, its number from 0, the anomaly, and the label concerned, if any.
/// </summary>
sealed record AnomalousFrame(long Offset, long Frame, FrameAnomaly Anomaly, TicLabel Label);

/// <summary>Collects the contents of a capture while it is read. Memory does not grow with its length.</summary>
sealed class CaptureInspection : ITicHandler
{
    /// <summary>Maximum number of invalid groups, and of suspect frames, kept for display.</summary>
    public const int MaxInvalidShown = 5;

    // Noise can produce any label with a valid checksum: one in 64 does.
    const int MaxUnknownLabels = 64;

    readonly long[] _labels = new long[(int)Enum.GetValues<TicLabel>().Max() + 1];
    readonly Dictionary<string, long> _unknown = [];
    readonly List<InvalidGroup> _invalid = [];
    readonly List<AnomalousFrame> _anomalous = [];
    readonly MeterHistory _history = new();

    public TicDecoder Decoder { get; } = new();

    public SortedSet<MeterAddress> Meters { get; } = [];

    public SortedSet<Prm> UsagePoints { get; } = [];

    /// <summary>The earliest DATE; null in historic mode.</summary>
    public Instant? First { get; private set; }

    /// <summary>The latest DATE.</summary>
    public Instant? Last { get; private set; }

    /// <summary>Frames in standard mode.</summary>
    public long Standard { get; private set; }

    public long Historic { get; private set; }

    /// <summary>The last OPTARIF or NGTF.</summary>
    public string? Tariff { get; private set; }

    /// <summary>The last PTEC or LTARF.</summary>
    public string? Period { get; private set; }

    /// <summary>PREF in kVA or ISOUSC in A, with its unit.</summary>
    public string? Subscribed { get; private set; }

    public bool DegradedClock { get; private set; }

    public bool ThreePhase { get; private set; }

    public bool Producer { get; private set; }

    public IReadOnlyList<InvalidGroup> InvalidGroups => _invalid;

    /// <summary>Anomalies by kind. A cut frame that lacks groups is already counted by its end, not here.</summary>
    public AnomalyCounts Anomalies { get; } = new();

    public IReadOnlyList<AnomalousFrame> Anomalous => _anomalous;

    /// <summary>Labels that are not in the specification, with their counts.</summary>
    public IReadOnlyDictionary<string, long> Unknown => _unknown;

    /// <summary>Known labels in the order of emission, with their counts.</summary>
    public IEnumerable<(LabelForm Form, long Count)> Labels => LabelForm.All
        .Where(form => _labels[(int)form.Label] > 0)
        .Select(form => (form, _labels[(int)form.Label]));

    public string Mode => (Standard, Historic) switch
    {
        ( > 0, > 0) => "mixed",
        ( > 0, _) => "standard",
        (_, > 0) => "historic",
        _ => "unknown",
    };

    public void OnFrame(in TicFrame frame)
    {
        Standard += frame.Mode == TicMode.Standard ? 1 : 0;
        Historic += frame.Mode == TicMode.Historic ? 1 : 0;
        var isUnknown = _history.IsUnknownMeter(frame);
        RecordAnomaly(frame);
        if (frame.Meter is { } meter && !isUnknown)
        {
            Meters.Add(meter);
        }

        foreach (var group in frame.Groups)
        {
            if (!group.IsValid)
            {
                if (_invalid.Count < MaxInvalidShown)
                {
                    _invalid.Add(InvalidGroup.From(group, frame.Summary.Ordinal));
                }
            }
            else if (group.Label == TicLabel.Unknown)
            {
                CountUnknown(group.NameText);
            }
            else
            {
                _labels[(int)group.Label]++;
                RecordValue(group);
            }
        }
    }

    void RecordAnomaly(in TicFrame frame)
    {
        var anomaly = _history.Check(frame, frame.At, out var label);
        if (anomaly == FrameAnomaly.None || (anomaly == FrameAnomaly.Missing && frame.Summary.End != FrameEnd.Complete))
        {
            return;
        }

        Anomalies.Count(anomaly);
        if (_anomalous.Count < MaxInvalidShown)
        {
            _anomalous.Add(new(frame.Summary.Offset, frame.Summary.Ordinal, anomaly, label));
        }
    }

    void CountUnknown(string name)
    {
        if (_unknown.TryGetValue(name, out var count) || _unknown.Count < MaxUnknownLabels)
        {
            _unknown[name] = count + 1;
        }
    }

    void RecordValue(in TicGroup group)
    {
        switch (group.Label)
        {
            case TicLabel.PRM when Prm.TryParse(group.Data, out var prm):
                UsagePoints.Add(prm);
                break;
            case TicLabel.DATE:
                var horodate = group.Horodate;
                var at = horodate.ToInstant();
                DegradedClock |= horodate.IsDegraded;
                First = First is { } first && first <= at ? first : at;
                Last = Last is { } last && last >= at ? last : at;
                break;
            case TicLabel.NGTF or TicLabel.OPTARIF:
                Tariff = group.DataText;
                break;
            case TicLabel.LTARF or TicLabel.PTEC:
                Period = group.DataText;
                break;
            case TicLabel.PREF:
                Subscribed = $"{group.Number} kVA";
                break;
            case TicLabel.ISOUSC:
                Subscribed = $"{group.Number} A";
                break;
            case TicLabel.IRMS2 or TicLabel.IINST2:
                ThreePhase = true;
                break;
            case TicLabel.EAIT:
                Producer = true;
                break;
        }
    }
}
