using System.Globalization;

namespace Oya.Benchmarks.Proof;

/// <summary>What stands behind the name of a command: <c>--name value</c>, and <c>-o FILE</c>.</summary>
sealed class Arguments(string[] args)
{
    public ulong Seed => ulong.Parse(Text("--seed") ?? "1", CultureInfo.InvariantCulture);

    public int Threads => (int)Number("--threads", Environment.ProcessorCount);

    /// <summary>The file that the result is written to; null: standard output alone.</summary>
    public string? Output => Text("-o");

    /// <summary>A day, as the person who runs it says it: a result is made again on any other.</summary>
    public string Date => Text("--date") ?? "undated";

    public long Number(string name, long otherwise) =>
        Text(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>What is wrong with them; null when nothing is. A run takes minutes: what is mistyped is reported before.</summary>
    public string? Wrong()
    {
        string[] names = ["--seed", "--threads", "-o", "--date", "--trials", "--frames", "--bytes", "--examples"];
        for (var at = 1; at < args.Length; at += 2)
        {
            if (!names.Contains(args[at]) || at + 1 == args.Length)
            {
                return $"{args[0]}: {args[at]} is no option with a value; there are {string.Join(", ", names)}";
            }
        }

        return null;
    }

    string? Text(string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
