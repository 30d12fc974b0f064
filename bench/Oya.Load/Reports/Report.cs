using System.Text;
using Oya.Benchmarks.Proof;

namespace Oya.Load;

/// <summary>What a run has seen, for a screen and as a page of Markdown.</summary>
/// <param name="title">Its heading.</param>
/// <param name="command">What makes it again.</param>
sealed class Report(string title, string command)
{
    readonly List<Goal> _goals = [];
    readonly List<string> _notes = [];
    readonly List<string> _versions = [];

    public bool IsMet => _goals.All(goal => goal.IsMet);

    public IEnumerable<Goal> Missed => _goals.Where(goal => !goal.IsMet);

    /// <summary>How the run went, a paragraph each.</summary>
    public void Note(string text) => _notes.Add(text);

    public void Version(string text) => _versions.Add(text);

    /// <summary>Something that is reported and not asked for.</summary>
    public void Write(string what, string seen) => _goals.Add(new(what, seen));

    /// <summary>A count that must be nothing.</summary>
    public void None(string what, long seen) => _goals.Add(new(what, $"{seen:N0}", "0", seen == 0));

    /// <summary>A figure that must be so.</summary>
    public void Ask(string what, string seen, string asked, bool isMet) => _goals.Add(new(what, seen, asked, isMet));

    /// <summary>For a person who waits for it.</summary>
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

    /// <summary>For the repository.</summary>
    /// <param name="date">A day, as the person who runs it says it.</param>
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
