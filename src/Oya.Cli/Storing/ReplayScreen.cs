using Oya.Cli.Output;

namespace Oya.Cli.Storing;

/// <summary>A replay as a person reads it.</summary>
static class ReplayScreen
{
    public static void Write(ReplayRun run, string to, TextWriter writer)
    {
        var (decoded, stored) = (run.Decoded, run.Stored);
        var s = decoded.Statistics;
        var seconds = Math.Max(run.Elapsed.TotalSeconds, 0.001);
        writer.WriteLine(
            $"frames    {Quantity.Count(s.Frames)}: {Quantity.Count(s.ValidFrames)} valid, "
            + $"{Quantity.Count(s.InterruptedFrames)} interrupted, {Quantity.Count(s.TruncatedFrames)} cut at an edge");
        writer.WriteLine(
            $"groups    {Quantity.Count(s.ValidGroups)} right, "
            + $"{Quantity.Count(s.UnknownLabels)} of unknown label; refused: "
            + $"{Quantity.Count(s.BadParity)} parity, {Quantity.Count(s.BadStructure)} structure, "
            + $"{Quantity.Count(s.BadChecksum)} checksum, {Quantity.Count(s.BadForm)} form");
        writer.WriteLine(
            (run.IsStored
                ? $"readings  {Quantity.Count(stored.Stored)} stored, "
                    + $"{Quantity.Count(stored.Duplicate)} duplicate"
                : $"readings  {Quantity.Count(run.Appended)} appended to {to}")
            + Part(stored.Conflict, "in conflict with what was there")
            + Part(decoded.Undated, "without date"));
        if (decoded.Anomalies is { Total: > 0 } anomalies)
        {
            writer.WriteLine(
                $"suspect   {Quantity.Count(anomalies.Total)} frames passed over"
                + Part(anomalies.Sequence, "out of sequence") + Part(anomalies.Missing, "with a group missing")
                + Part(anomalies.Incomplete, "with a register refused")
                + Part(anomalies.IndexDown, "with an index that fell")
                + Part(anomalies.IndexTooFast, "with an index that rose too fast")
                + Part(anomalies.UnknownMeter, "with an address heard once"));
        }

        if (stored.NotKept > 0)
        {
            writer.WriteLine(
                $"not kept  {Quantity.Count(stored.NotKept)}: no consent covers them, and midnights need no more"
                + " (oya registry import, oya consent import, then replay again)");
        }

        if (stored.ForeignPrm > 0)
        {
            writer.WriteLine(
                $"alarm     {Quantity.Count(stored.ForeignPrm)} readings name another usage point than the registry;"
                + " no consent applies to them (oya registry list)");
        }

        writer.WriteLine($"meters    {Quantity.Count(decoded.Meters)}");
        if (decoded is { First: { } first, Last: { } last })
        {
            writer.WriteLine($"period    {first.ToParisString()} to {last.ToParisString()}");
        }

        if (run.IsStored)
        {
            writer.WriteLine(
                $"built     {Quantity.Count(run.Built.Days)} days, {Quantity.Count(run.Built.Changed)} rows changed, "
                + $"in {to}"
                + Part(run.Built.Kept, "older than the readings that are kept, and left as they were"));
        }

        writer.WriteLine(
            $"time      {Quantity.Duration(run.Elapsed)}: {Quantity.Bytes(s.Bytes)} at "
            + $"{Quantity.Bytes((long)(s.Bytes / seconds))}/s, "
            + $"{Quantity.Count((long)(s.Frames / seconds))} frames/s");
    }

    static string Part(long count, string what) => count == 0 ? "" : $", {Quantity.Count(count)} {what}";
}
