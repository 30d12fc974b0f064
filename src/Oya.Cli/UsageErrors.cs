using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Oya.Cli;

/// <summary>
/// Prints usage errors on stderr. System.CommandLine prints them on stdout and returns 1, which would send help text to
/// the program that reads the pipe.
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
    /// System.CommandLine takes <c>--frmat</c> as the name of a capture. This method reports it as an unknown option,
    /// unless a file has that name.
    /// </summary>
    internal static void RejectUnknownOptions(CommandResult command)
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
        var unmatched = line.UnmatchedTokens.Concat(options)
            .FirstOrDefault(word => message.Contains($"'{word}'", StringComparison.Ordinal));
        if (unmatched is null)
        {
            return "";
        }

        var command = line.CommandResult.Command;
        var nearest = command.Subcommands.Select(sub => sub.Name)
            .Concat(command.Options.Concat(GlobalOptions.All).Select(option => option.Name))
            .Select(name => (Name: name, Distance: IsBeginning(unmatched, name) ? 1 : Distance(unmatched, name)))
            .MinBy(candidate => candidate.Distance);
        return nearest.Name is not null && nearest.Distance <= Math.Max(1, unmatched.Length / 3)
            ? $"; did you mean '{nearest.Name}'?"
            : "";
    }

    /// <summary>Errors after an unmatched token are only consequences of it, so the first one is enough.</summary>
    static IEnumerable<string> Messages(ParseResult line)
    {
        var messages = line.Errors.Select(parseError => parseError.Message).Distinct();
        return line.UnmatchedTokens.Count == 0
            ? messages
            : messages.Where(text => text.Contains($"'{line.UnmatchedTokens[0]}'", StringComparison.Ordinal)).Take(1);
    }

    static string OneLine(string message)
    {
        // System.CommandLine mentions the C# type, which means nothing to the user.
        message = Regex.Replace(message, " as expected type '[^']*'", "");
        var text = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        return char.ToLowerInvariant(text[0]) + text[1..];
    }

    static bool IsBeginning(string unmatched, string name) =>
        unmatched.Length > 2 && name.StartsWith(unmatched[..^1], StringComparison.Ordinal);

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
