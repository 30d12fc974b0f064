using System.Globalization;
using Oya.Cli.Output;
using Oya.Teleinfo;

namespace Oya.Cli.Captures;

/// <summary>One screen about one capture.</summary>
sealed class InspectionScreen(
    CaptureInspection inspection, string file, string? packing, TextWriter writer, TextStyle paint, int width,
    bool showIdentifiers)
{
    const int Indent = 13;

    readonly TicStatistics _counts = inspection.Decoder.Statistics;

    public void Write()
    {
        writer.WriteLine(paint.Bold(file == "-" ? "standard input" : file));
        Row("mode", Mode());
        Row("meter", Meters());
        Row("tariff", Tariff());
        Row("period", Period());
        Row("size", Quantity.Bytes(_counts.Bytes) + (packing is null ? "" : $", unpacked from {packing}"));
        writer.WriteLine();
        Row("frames", Frames());
        Row("groups", Groups());
        Invalid();
        Anomalous();
        Labels();
        Wrapped("unknown", inspection.Unknown.Select(label => $"{label.Key} {Quantity.Count(label.Value)}"));
        writer.WriteLine();
        Row("next", Next());
    }

    string Mode() => inspection.Mode switch
    {
        "unknown" => paint.Bad("unknown: not one group could be read"),
        "mixed" => paint.Warn($"mixed: {Quantity.Count(inspection.Standard)} frames standard, "
            + $"{Quantity.Count(inspection.Historic)} historic"),
        var mode => mode + (inspection.ThreePhase ? ", three-phase" : "") + (inspection.Producer ? ", producer" : "")
            + (inspection.DegradedClock ? paint.Warn(", clock degraded") : ""),
    };

    string Meters()
    {
        const int Shown = 3;
        var meters = inspection.Meters.Take(Shown).Select(one => showIdentifiers ? one.ToDigits() : one.ToString());
        var more = inspection.Meters.Count > Shown ? $" and {inspection.Meters.Count - Shown} more" : "";
        var text = inspection.Meters.Count == 0
            ? paint.Dim("none named")
            : string.Join(", ", meters) + more;
        if (inspection.UsagePoints.Count != 1)
        {
            return text;
        }

        var usagePoint = inspection.UsagePoints.Min;
        return $"{text}, usage point {(showIdentifiers ? usagePoint.ToDigits() : usagePoint.ToString())}";
    }

    string Tariff() => string.Join(", ", new[]
    {
        inspection.Tariff,
        inspection.Period is { } period ? $"now {period}" : null,
        inspection.Subscribed is { } subscribed ? $"{subscribed} subscribed" : null,
    }.Where(part => part is not null));

    string Period()
    {
        if (inspection.First is not { } first || inspection.Last is not { } last)
        {
            return inspection.Historic > 0 ? paint.Dim("historic frames carry no time") : paint.Dim("no date was read");
        }

        var from = Local(first, "yyyy-MM-dd HH:mm:sszzz");
        var (begin, end) = (first.InParis(), last.InParis());
        var sameDay = begin.Date == end.Date && begin.Offset == end.Offset;
        var to = Local(last, sameDay ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:sszzz");
        var duration = paint.Dim(Quantity.Duration(last - first));
        return first == last ? from : $"{from} to {to}  {duration}";
    }

    static string Local(Instant instant, string format) =>
        instant.InParis().ToString(format, CultureInfo.InvariantCulture);

    string Frames()
    {
        var parts = new List<string> { $"{Quantity.Count(_counts.Frames),9}" };
        Part(parts, _counts.ValidFrames, "valid", _counts.Frames, paint.Good);
        Part(parts, _counts.CompleteFrames - _counts.ValidFrames, "complete but damaged", _counts.Frames, paint.Bad);
        Part(parts, _counts.InterruptedFrames, "interrupted", _counts.Frames, paint.Warn);
        Part(parts, _counts.TruncatedFrames, "cut at the edge", _counts.Frames, paint.Dim);
        if (inspection.First is { } first && inspection.Last is { } last && last > first && inspection.Standard > 1)
        {
            var seconds = (last - first).TotalSeconds / (inspection.Standard - 1)
                * Math.Max(1, inspection.Meters.Count);
            parts.Add(paint.Dim(string.Create(CultureInfo.InvariantCulture, $"one every {seconds:0.#} s")));
        }

        return string.Join("   ", parts);
    }

    string Groups()
    {
        var parts = new List<string> { $"{Quantity.Count(_counts.Groups),9}" };
        Part(parts, _counts.ValidGroups, "valid", _counts.Groups, paint.Good);
        Part(parts, _counts.BadParity, "wrong parity", _counts.Groups, paint.Bad);
        Part(parts, _counts.BadStructure, "no structure", _counts.Groups, paint.Bad);
        Part(parts, _counts.BadChecksum, "wrong checksum", _counts.Groups, paint.Bad);
        Part(parts, _counts.BadForm, "wrong form", _counts.Groups, paint.Bad);
        Part(parts, _counts.UnknownLabels, "unknown label", _counts.Groups, paint.Warn);
        return string.Join("   ", parts);
    }

    static void Part(List<string> parts, long count, string name, long whole, Func<string, string> colour)
    {
        if (count > 0)
        {
            parts.Add(colour($"{Quantity.Count(count)} {name}")
                + (count == whole ? "" : $" {Quantity.Share(count, whole)}"));
        }
    }

    void Invalid()
    {
        var name = "refused";
        foreach (var group in inspection.InvalidGroups)
        {
            var label = group.Label.Length == 0 ? "no label" : group.Label;
            Row(name, $"byte {group.Offset}, frame {group.Frame}: {label}, "
                + $"{paint.Bad("wrong " + GroupText.Describe(group.Fault))}  {paint.Dim(group.Raw)}");
            name = "";
        }

        if (_counts.InvalidGroups > inspection.InvalidGroups.Count)
        {
            Row("", paint.Dim($"and {Quantity.Count(_counts.InvalidGroups - inspection.InvalidGroups.Count)} more"));
        }
    }

    void Anomalous()
    {
        var counts = inspection.Anomalies;
        var parts = new List<string> { $"{Quantity.Count(counts.Total),9}" };
        Part(parts, counts.Sequence, "out of sequence", _counts.Frames, paint.Bad);
        Part(parts, counts.Missing, "with a group missing", _counts.Frames, paint.Bad);
        Part(parts, counts.Incomplete, "with a register refused", _counts.Frames, paint.Bad);
        Part(parts, counts.IndexDown, "with an index that fell", _counts.Frames, paint.Bad);
        Part(parts, counts.IndexTooFast, "with an index that rose too fast", _counts.Frames, paint.Bad);
        Part(parts, counts.UnknownMeter, "with an address heard once", _counts.Frames, paint.Bad);
        if (counts.Total == 0)
        {
            return;
        }

        Row("in doubt", string.Join("   ", parts));
        foreach (var frame in inspection.Anomalous)
        {
            var label = LabelForm.Find(frame.Label) is { } form ? $"{form.Name}, " : "";
            Row("", $"byte {frame.Offset}, frame {frame.Frame}: {label}{paint.Bad(GroupText.Describe(frame.Anomaly)!)}");
        }

        if (counts.Total > inspection.Anomalous.Count)
        {
            Row("", paint.Dim($"and {Quantity.Count(counts.Total - inspection.Anomalous.Count)} more"));
        }
    }

    /// <summary>On a clean line most labels came equally often: then the count is said once.</summary>
    void Labels()
    {
        const int FewCounts = 4;
        var byCount = inspection.Labels.GroupBy(label => label.Count, label => label.Form.Name).ToList();
        if (byCount.Count > FewCounts)
        {
            Wrapped("labels", inspection.Labels.Select(label => $"{label.Form.Name} {Quantity.Count(label.Count)}"));
            return;
        }

        var name = "labels";
        foreach (var group in byCount)
        {
            Wrapped(name, group.Prepend($"{Quantity.Count(group.Key)} ×"), " ");
            name = "";
        }
    }

    string Next() => _counts.InvalidGroups > 0
        ? $"oya decode {Quoted()} --raw --format table"
        : inspection.Standard > 0 ? $"oya decode {Quoted()} --labels EAST,SINSTS"
        : inspection.Historic > 0 ? $"oya decode {Quoted()} --per-frame"
        : "is it TIC at all? 1200 baud for historic, 9600 for standard, 7 bits, even parity";

    string Quoted() => file.Contains(' ', StringComparison.Ordinal) ? $"'{file}'" : file;

    void Row(string name, string text)
    {
        if (text.Length > 0)
        {
            writer.WriteLine($"  {paint.Dim(name.PadRight(Indent - 4))}  {text}");
        }
    }

    void Wrapped(string name, IEnumerable<string> items, string gap = "  ")
    {
        var line = "";
        foreach (var item in items)
        {
            if (line.Length > 0 && line.Length + gap.Length + item.Length > width - Indent)
            {
                Row(name, line);
                (name, line) = ("", "");
            }

            line += line.Length == 0 ? item : gap + item;
        }

        Row(name, line);
    }
}
