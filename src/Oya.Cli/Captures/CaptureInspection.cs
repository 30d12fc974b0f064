using Oya.Ingest;
using Oya.Teleinfo;

namespace Oya.Cli.Captures;

/// <summary>A group that was refused, and where it stands: its byte, and its frame from 0.</summary>
sealed record InvalidGroup(long Offset, long Frame, GroupFault Fault, string Label, string Raw)
{
    const int RawShown = 48;

    public static InvalidGroup From(in TicGroup group, long frame) => new(
        group.Offset, frame, group.Fault, GroupText.Printable(group.Name), GroupText.Printable(group.Raw, RawShown));
}

/// <summary>A frame in doubt: its byte, its number from 0, why, and the label that shows it, if one does.</summary>
sealed record AnomalousFrame(long Offset, long Frame, FrameAnomaly Anomaly, TicLabel Label);

/// <summary>What is in a capture, gathered as it is read; memory does not grow with its length.</summary>
sealed class CaptureInspection : ITicHandler
{
    /// <summary>Refused groups kept for the screen, and frames in doubt.</summary>
    public const int MaxInvalidKept = 5;

    // Noise with a right checksum can spell any label: one in 64 does.
    const int MaxUnknownKept = 64;

    readonly long[] _labels = new long[(int)Enum.GetValues<TicLabel>().Max() + 1];
    readonly Dictionary<string, long> _unknown = [];
    readonly List<InvalidGroup> _invalid = [];
    readonly List<AnomalousFrame> _anomalous = [];
    readonly MeterHistory _history = new();

    public TicDecoder Decoder { get; } = new();

    public SortedSet<MeterAddress> Meters { get; } = [];

    public SortedSet<Prm> UsagePoints { get; } = [];

    /// <summary>DATE of the earliest frame; null in historic mode.</summary>
    public Instant? First { get; private set; }

    /// <summary>DATE of the latest frame.</summary>
    public Instant? Last { get; private set; }

    /// <summary>Frames by mode.</summary>
    public long Standard { get; private set; }

    public long Historic { get; private set; }

    /// <summary>OPTARIF or NGTF, the last seen.</summary>
    public string? Tariff { get; private set; }

    /// <summary>PTEC or LTARF, the last seen.</summary>
    public string? Period { get; private set; }

    /// <summary>PREF in kVA or ISOUSC in A, with its unit.</summary>
    public string? Subscribed { get; private set; }

    public bool DegradedClock { get; private set; }

    public bool ThreePhase { get; private set; }

    public bool Producer { get; private set; }

    public IReadOnlyList<InvalidGroup> InvalidGroups => _invalid;

    /// <summary>Frames in doubt; those that miss groups because they were cut are told by their end.</summary>
    public AnomalyCounts Anomalies { get; } = new();

    public IReadOnlyList<AnomalousFrame> Anomalous => _anomalous;

    /// <summary>Labels that no meter of ours sends, with how often they came.</summary>
    public IReadOnlyDictionary<string, long> Unknown => _unknown;

    /// <summary>Known labels in the order of emission, with how often they came.</summary>
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
        var anomaly = _history.Check(frame, frame.Time, out var label);
        NoteAnomaly(frame.Summary, anomaly, label);
        if (frame.Meter is { } meter && !anomaly.HasFlag(FrameAnomaly.UnknownMeter))
        {
            Meters.Add(meter);
        }

        foreach (var group in frame.Groups)
        {
            if (!group.IsValid)
            {
                if (_invalid.Count < MaxInvalidKept)
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
                Note(group);
            }
        }
    }

    void NoteAnomaly(in FrameSummary frame, FrameAnomaly anomaly, TicLabel label)
    {
        if (anomaly == FrameAnomaly.None || (anomaly == FrameAnomaly.Missing && frame.End != FrameEnd.Complete))
        {
            return;
        }

        Anomalies.Count(anomaly);
        if (_anomalous.Count < MaxInvalidKept)
        {
            _anomalous.Add(new(frame.Offset, frame.Ordinal, anomaly, label));
        }
    }

    void CountUnknown(string name)
    {
        if (_unknown.TryGetValue(name, out var count) || _unknown.Count < MaxUnknownKept)
        {
            _unknown[name] = count + 1;
        }
    }

    void Note(in TicGroup group)
    {
        switch (group.Label)
        {
            case TicLabel.PRM when Prm.TryParse(group.Data, out var prm):
                UsagePoints.Add(prm);
                break;
            case TicLabel.DATE when group.Horodate is { } horodate:
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
