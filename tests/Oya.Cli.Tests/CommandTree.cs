using System.CommandLine;
using Oya.Cli.Inputs;

namespace Oya.Cli.Tests;

/// <summary>All commands, and for each a line that is right but for what a test adds to it.</summary>
static class CommandTree
{
    static readonly Terminal Silent = new() { Input = Stream.Null, Output = Stream.Null, Error = TextWriter.Null };

    /// <summary>Commands that do something, by their words: <c>consent status</c>.</summary>
    public static IReadOnlyDictionary<string, Command> Leaves { get; } = Below(OyaProgram.CreateRoot(Silent), "")
        .ToDictionary(pair => pair.Words, pair => pair.Command);

    /// <summary>Arguments and options of a command.</summary>
    public static IEnumerable<Symbol> Symbols(Command command) => [.. command.Arguments, .. command.Options];

    /// <summary>A line of the command; every file that must be named is this one.</summary>
    public static List<string> Line(string words, string file)
    {
        var command = Leaves[words];
        List<string> line = [.. words.Split(' ')];
        line.AddRange(command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0)
            .Select(argument => InputFiles.IsFile(argument) ? file : argument.HelpName == "PRM" ? Frames.UsagePoint : "bash"));
        foreach (var option in command.Options.Where(option => option.Required || option.Name == "--from"))
        {
            line.AddRange([option.Name, "2026-01-15"]);
        }

        return line;
    }

    static IEnumerable<(string Words, Command Command)> Below(Command command, string words) =>
        command.Subcommands.Count == 0
            ? [(words, command)]
            : command.Subcommands.SelectMany(sub => Below(sub, $"{words} {sub.Name}".TrimStart()));
}
