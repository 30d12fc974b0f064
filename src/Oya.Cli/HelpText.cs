using System.CommandLine;
using System.CommandLine.Help;

namespace Oya.Cli;

/// <summary>Prints the help of a command: the description, examples to copy, then the syntax.</summary>
static class HelpText
{
    static readonly (string Line, string Purpose)[] RootExamples =
    [
        ("oya demo", "the whole pipeline on a simulated village, in seconds"),
        ("oya inspect capture.tic", "a summary of a capture on one screen"),
        ("oya decode capture.tic --labels EAST,SINSTS", "its values, one per row"),
        ("oya replay capture.tic.gz", "store its readings and build the curves"),
        ("oya curve 14500000000001 --day 2026-01-15", "a customer's half-hours, if both consents are active"),
    ];

    public static void Write(Command command, string name, TextWriter writer)
    {
        writer.WriteLine(command.Description);
        var examples = command is OyaCommand oya ? oya.Examples : command is RootCommand ? RootExamples : [];
        Section(writer, "Examples", examples.Select(example => (example.Line, example.Purpose)));
        writer.WriteLine();
        writer.WriteLine($"Usage: {name}{Syntax(command)}");
        Section(writer, "Commands", command.Subcommands.Where(sub => !sub.Hidden)
            .Select(sub => (sub.Name, sub.Description ?? "")));
        Section(writer, "Arguments", command.Arguments
            .Select(argument => (GetName(argument), argument.Description ?? "")));
        var own = command.Options.Where(option => !option.Hidden && !GlobalOptions.All.Contains(option)
            && option is not HelpOption and not VersionOption);
        Section(writer, "Options", own.Select(Row));
        Section(writer, "Global options", GlobalOptions.All.Select(Row)
            .Append(("--help, -h", "show this page")).Append(("--version", "show the version")));
    }

    static string Syntax(Command command)
    {
        var arguments = command.Arguments.Select(argument => argument.Arity.MaximumNumberOfValues > 1
            ? $" {GetName(argument)}…"
            : argument.Arity.MinimumNumberOfValues == 0 ? $" [{GetName(argument)}]" : $" {GetName(argument)}");
        return (command.Subcommands.Count > 0 ? " COMMAND" : "") + string.Concat(arguments) + " [options]";
    }

    static string GetName(Argument argument) => argument.HelpName ?? argument.Name;

    static (string, string) Row(Option option)
    {
        var names = string.Join(", ", option.Aliases.Prepend(option.Name));
        var isFlag = option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool);
        var value = isFlag ? "" : $" {option.HelpName ?? "X"}";
        return (names + value, option.Description ?? "");
    }

    static void Section(TextWriter writer, string title, IEnumerable<(string Left, string Right)> rows)
    {
        var list = rows.ToList();
        if (list.Count == 0)
        {
            return;
        }

        writer.WriteLine();
        writer.WriteLine($"{title}:");
        var width = Math.Min(list.Max(row => row.Left.Length), 44);
        foreach (var (left, right) in list)
        {
            if (left.Length > width)
            {
                writer.WriteLine($"  {left}");
                writer.WriteLine($"  {new string(' ', width)}  {right}");
            }
            else
            {
                writer.WriteLine($"  {left.PadRight(width)}  {right}".TrimEnd());
            }
        }
    }
}
