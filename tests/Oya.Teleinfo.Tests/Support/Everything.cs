using System.Text;

namespace Oya.Teleinfo.Tests;

/// <summary>All that can be asked of the frames of a stream, one text a frame, to be compared.</summary>
sealed class Everything : ITicHandler
{
    static readonly TicLabel[] Labels = Enum.GetValues<TicLabel>();

    readonly StringBuilder _text = new();

    public List<string> Frames { get; } = [];

    /// <summary>Decodes in chunks of a length, by the layouts of a shelf, or without one the scalar path.</summary>
    public static List<string> From(ReadOnlySpan<byte> bytes, LayoutCache? cache, int chunk, out long known)
    {
        var decoder = new TicDecoder(cache);
        var everything = new Everything();
        while (!bytes.IsEmpty)
        {
            var length = Math.Min(chunk, bytes.Length);
            decoder.Decode(bytes[..length], ref everything);
            bytes = bytes[length..];
        }

        decoder.Complete(ref everything);
        known = decoder.KnownFrames;
        var s = decoder.Statistics;
        everything.Frames.Add($"{s.Bytes} {s.CompleteFrames} {s.ValidFrames} {s.InterruptedFrames} {s.TruncatedFrames} {s.ValidGroups} "
            + $"{s.BadParity} {s.BadStructure} {s.BadChecksum} {s.BadForm} {s.UnknownLabels} {s.Mode} {s.ModeChanges}");
        return everything.Frames;
    }

    public void OnFrame(in TicFrame frame)
    {
        _text.Clear().Append(frame.Summary).Append(' ').Append(frame.Mode);
        foreach (var group in frame.Groups)
        {
            _text.Append($"\n{group.Offset} {group.Label} {group.Mode} {group.Fault} ");
            _text.Append(Encoding.Latin1.GetString(group.Raw)).Append('|').Append(Encoding.Latin1.GetString(group.Name));
            _text.Append('|').Append(Encoding.Latin1.GetString(group.HorodateBytes));
            _text.Append('|').Append(Encoding.Latin1.GetString(group.Data));
        }

        foreach (var label in Labels)
        {
            if (frame.TryGet(label, out var group))
            {
                _text.Append($"\n{label} at {group.Offset}: {frame.GetNumber(label)} {frame.GetTime(label)}");
            }
        }

        var outcome = frame.Read(out var reading);
        _text.Append(
            $"\n{outcome} {reading} {reading.Energy.ImportWh} {reading.Energy.ExportWh} {reading.Energy.IsEmpty}");
        for (var register = 1; register <= EnergyRegisters.SupplierCount; register++)
        {
            _text.Append(' ').Append(reading.Energy.GetSupplierWh(register));
        }

        for (var register = 1; register <= EnergyRegisters.DistributorCount; register++)
        {
            _text.Append(' ').Append(reading.Energy.GetDistributorWh(register));
        }

        Frames.Add(_text.ToString());
    }
}
