using System.Globalization;

namespace Oya.Benchmarks.Proof;

/// <summary>The arguments after the name of a command: <c>--name value</c>, and <c>-o FILE</c>.</summary>
sealed class Arguments(string[] args)
{
    public ulong Seed => ulong.Parse(Text("--seed") ?? "1", CultureInfo.InvariantCulture);

    public int Threads => (int)Number("--threads", Environment.ProcessorCount);

    /// <summary>The file for the result; null for standard output only.</summary>
    public string? Output => Text("-o");

    /// <summary>
    /// The date of the result. The caller gives it, because the same result can be made on any other day.
    /// </summary>
    public string Date => Text("--date") ?? "undated";

    public long Number(string name, long otherwise) =>
        Text(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>
    /// The first error in the arguments, or null. A run takes minutes, so a mistyped argument is reported before it.
    /// </summary>
    public string? FindError()
    {
        string[] names = ["--seed", "--threads", "-o", "--date", "--trials", "--frames", "--bytes", "--examples"];
        for (var at = 1; at < args.Length; at += 2)
        {
            if (!names.Contains(args[at]) || at + 1 == args.Length)
            {
                return $"{args[0]}: {args[at]} is not an option with a value. The options are {string.Join(", ", names)}";
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
