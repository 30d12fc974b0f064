using System.Diagnostics;
using System.Globalization;
using Oya.Proof;

namespace Oya.Benchmarks.Proof;

/// <summary>
/// <c>corruption --trials N --seed S [--threads T] [--examples E] [--date D] [-o FILE]</c>: counts the damaged frames
/// that give a value that the meter did not send, for each kind of damage. Fails when a goal is missed.
/// </summary>
static class CorruptionCommand
{
    public static int Run(Arguments arguments)
    {
        var trials = arguments.Number("--trials", 10_000_000);
        var examples = (int)arguments.Number("--examples", 0);
        var results = new List<CorruptionResult>();
        var watch = Stopwatch.StartNew();
        foreach (var @case in CorruptionCase.All)
        {
            results.Add(CorruptionBlock.Run(@case, trials, arguments.Seed, arguments.Threads, examples));
            Report(results[^1], watch.Elapsed);
        }

        Result.Write(CorruptionTable.Write(results, arguments), arguments);
        return results.All(result => result.IsGoalMet) ? 0 : 1;
    }

    // Reports progress on the error stream, because a run takes minutes.
    static void Report(CorruptionResult result, TimeSpan elapsed)
    {
        var (@case, count) = (result.Case, result.Count);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{elapsed:hh\\:mm\\:ss} {@case.Mode}{(@case.ParityKept ? ", parity kept" : "")}: {@case.Model.Name}: "
            + $"{count.Wrong} wrong, {count.Believed} believed, {count.WrongText} texts"
            + $"{(result.IsGoalMet ? "" : "; GOAL MISSED")}"));
        foreach (var example in count.Examples)
        {
            Console.Error.WriteLine($"  {example}");
        }
    }
}
