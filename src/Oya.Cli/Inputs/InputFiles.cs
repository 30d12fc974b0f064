using System.CommandLine;
using System.CommandLine.Parsing;
using Oya.Cli.Output;
using Oya.Ingest;

namespace Oya.Cli.Inputs;

/// <summary>The files that a line says are read: all that help calls FILE, and what settings of Kafka name.</summary>
static class InputFiles
{
    public static IEnumerable<string> Of(ParseResult line, Terminal terminal) =>
        line.CommandResult.Children.SelectMany(InLine).Concat(terminal.Variables()
            .Where(pair => pair.Key.StartsWith(KafkaSettings.VariablePrefix, StringComparison.Ordinal))
            .Select(pair => pair.Value ?? ""))
        .Where(path => path.Length > 0)
        .Select(path => path == "-" ? "/dev/stdin" : path);

    /// <summary>Whether a word of the line is a file to be read.</summary>
    public static bool IsFile(Symbol symbol) => symbol switch
    {
        Argument argument => IsCalledFile(argument.HelpName),
        Option option => option is not OutputOption && IsCalledFile(option.HelpName),
        _ => false,
    };

    static IEnumerable<string> InLine(SymbolResult result) => result switch
    {
        ArgumentResult argument when IsFile(argument.Argument) => Words(argument.Tokens),
        OptionResult option when IsFile(option.Option) => Words(option.Tokens),
        OptionResult option when option.Option == KafkaOptions.Setting =>
            Words(option.Tokens).Select(word => word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..]),
        _ => [],
    };

    static bool IsCalledFile(string? name) => name?.StartsWith("FILE", StringComparison.Ordinal) == true;

    static IEnumerable<string> Words(IEnumerable<Token> tokens) => tokens.Select(token => token.Value);
}
