using Oya.Cli.Output;

namespace Oya.Cli.Storing;

/// <summary>What an ingester did, as a person reads it.</summary>
static class IngestScreen
{
    public static void Write(IngestRun run, TextWriter writer)
    {
        var s = run.Stored;
        writer.WriteLine(
            $"readings  {Quantity.Count(s.Stored)} stored, {Quantity.Count(s.Duplicate)} duplicate"
            + Part(s.Conflict, "in conflict with what was there"));
        if (s.NotKept > 0)
        {
            writer.WriteLine(
                $"not kept  {Quantity.Count(s.NotKept)}: no consent covers them, and midnights need no more"
                + " (oya registry import, oya consent import)");
        }

        if (s.ForeignPrm > 0)
        {
            writer.WriteLine(
                $"alarm     {Quantity.Count(s.ForeignPrm)} readings name another usage point than the registry;"
                + " no consent applies to them (oya registry list)");
        }

        writer.WriteLine(
            $"messages  {Quantity.Count(run.Messages)} read"
            + Part(
                run.Dead, $"bad ones in the dead letters (oya tap --topic {run.DeadTopic} --from-beginning --until-end)")
            + Part(run.Rejected, "batches that another ingester had stored") + Part(run.Lag, "still to read"));
        if (run.Lost > 0)
        {
            writer.WriteLine(
                $"lost      {Quantity.Count(run.Lost)} messages were gone from the log before they were stored"
                + " (oya db status lists them); replay their captures");
        }

        writer.WriteLine($"built     {Quantity.Count(run.Built.Days)} days, {Quantity.Count(run.Built.Changed)} rows changed");
        writer.WriteLine($"time      {Quantity.Duration(run.Elapsed)}");
    }

    static string Part(long count, string what) => count == 0 ? "" : $", {Quantity.Count(count)} {what}";
}
