using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Oya.Cli;

/// <summary>
/// What is wrong with a command line, on stderr. The library prints it on stdout and returns 1, which would put help
/// text into whatever reads the pipe.
/// </summary>
static class UsageErrors
{
    public static ExitCode Print(ParseResult line, TextWriter error)
    {
        var command = line.CommandResult.Command;
        var name = GetName(line.CommandResult);
        if (line.Tokens.All(token => token.Type == TokenType.Command) && command.Subcommands.Count > 0)
        {
            HelpText.Write(command, name, error);
            return ExitCode.Usage;
        }

        foreach (var message in Messages(line))
        {
            error.WriteLine($"oya: {OneLine(message)}{Suggestion(line, message)}");
        }

        error.WriteLine($"     try: {name} --help");
        return ExitCode.Usage;
    }

    /// <summary>
    /// The library takes <c>--frmat</c> for the name of a capture; a file that is really called so is still one.
    /// </summary>
    internal static void RefuseUnknownOptions(CommandResult command)
    {
        foreach (var token in command.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens))
        {
            if (token.Value is ['-', '-' or (>= 'a' and <= 'z'), ..] && !File.Exists(token.Value))
            {
                command.AddError($"unrecognized option '{token.Value}'");
                return;
            }
        }
    }

    internal static string GetName(SymbolResult result) => result is CommandResult { Command: not RootCommand } command
        ? $"{GetName(result.Parent!)} {command.Command.Name}"
        : "oya";

    static string Suggestion(ParseResult line, string message)
    {
        var options = line.Tokens.Select(token => token.Value).Where(word => word.StartsWith('-'));
        var wrong = line.UnmatchedTokens.Concat(options)
            .FirstOrDefault(word => message.Contains($"'{word}'", StringComparison.Ordinal));
        if (wrong is null)
        {
            return "";
        }

        var command = line.CommandResult.Command;
        var nearest = command.Subcommands.Select(sub => sub.Name)
            .Concat(command.Options.Concat(GlobalOptions.All).Select(option => option.Name))
            .Select(name => (Name: name, Distance: IsBeginning(wrong, name) ? 1 : Distance(wrong, name)))
            .MinBy(candidate => candidate.Distance);
        return nearest.Name is not null && nearest.Distance <= Math.Max(1, wrong.Length / 3)
            ? $"; did you mean '{nearest.Name}'?"
            : "";
    }

    /// <summary>What follows a wrong word is wrong only because of it.</summary>
    static IEnumerable<string> Messages(ParseResult line)
    {
        var messages = line.Errors.Select(parseError => parseError.Message).Distinct();
        return line.UnmatchedTokens.Count == 0
            ? messages
            : messages.Where(text => text.Contains($"'{line.UnmatchedTokens[0]}'", StringComparison.Ordinal)).Take(1);
    }

    static string OneLine(string message)
    {
        // The library names the C# type; a person knows the option by its help.
        message = Regex.Replace(message, " as expected type '[^']*'", "");
        var text = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        return char.ToLowerInvariant(text[0]) + text[1..];
    }

    static bool IsBeginning(string wrong, string name) =>
        wrong.Length > 2 && name.StartsWith(wrong[..^1], StringComparison.Ordinal);

    // Levenshtein.
    static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
