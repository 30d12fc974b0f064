using System.Text;
using Oya.Benchmarks.Proof;

namespace Oya.Load;

/// <summary>The results of a run, for the screen and as a Markdown page.</summary>
/// <param name="title">The heading.</param>
/// <param name="command">The command that repeats the run.</param>
sealed class Report(string title, string command)
{
    readonly List<Goal> _goals = [];
    readonly List<string> _notes = [];
    readonly List<string> _versions = [];

    public bool IsMet => _goals.All(goal => goal.IsMet);

    public IEnumerable<Goal> Missed => _goals.Where(goal => !goal.IsMet);

    /// <summary>Adds a paragraph.</summary>
    public void Note(string text) => _notes.Add(text);

    public void Version(string text) => _versions.Add(text);

    /// <summary>Adds a value without a requirement.</summary>
    public void Write(string what, string seen) => _goals.Add(new(what, seen));

    /// <summary>Adds a count that must be zero.</summary>
    public void RequireZero(string what, long seen) => _goals.Add(new(what, $"{seen:N0}", "0", seen == 0));

    /// <summary>Adds a value with a requirement.</summary>
    public void Require(string what, string seen, string asked, bool isMet) =>
        _goals.Add(new(what, seen, asked, isMet));

    /// <summary>The text for the screen.</summary>
    public string ToScreen()
    {
        var page = new StringBuilder();
        var (what, seen) = (_goals.Max(goal => goal.What.Length), _goals.Max(goal => goal.Seen.Length));
        _ = page.AppendLine(title).AppendLine();
        foreach (var note in _notes)
        {
            _ = page.AppendLine(note);
        }

        foreach (var goal in _goals)
        {
            _ = page.AppendLine(CultureInfo.InvariantCulture,
                $"  {goal.What.PadRight(what)}  {goal.Seen.PadLeft(seen)}  {Verdict(goal)}");
        }

        return page.ToString();
    }

    /// <summary>The page for the repository.</summary>
    /// <param name="date">The date given by the user.</param>
    public string ToMarkdown(string date)
    {
        var page = new StringBuilder();
        _ = page.Append(CultureInfo.InvariantCulture, $"""
            # {title}

            {date}. {Machine.Description}.
            {string.Join(", ", _versions)}.
            Made by `{command}`.


            """);
        foreach (var note in _notes)
        {
            _ = page.AppendLine(note).AppendLine();
        }

        _ = page.AppendLine("| what | seen | asked |").AppendLine("| --- | ---: | --- |");
        foreach (var goal in _goals)
        {
            _ = page.AppendLine(CultureInfo.InvariantCulture, $"| {goal.What} | {goal.Seen} | {Verdict(goal)} |");
        }

        return page.ToString();
    }

    static string Verdict(Goal goal) => goal.Asked.Length == 0 ? ""
        : goal.IsMet ? $"{goal.Asked}, met" : $"{goal.Asked}, **missed**";
}
