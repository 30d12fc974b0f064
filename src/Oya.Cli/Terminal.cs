using System.Collections;
using System.Text;

namespace Oya.Cli;

/// <summary>
/// Everything that a command uses besides its arguments: three streams, the clock and the environment. The process has
/// one instance, and each test creates its own.
/// </summary>
sealed class Terminal : IDisposable
{
    StreamWriter? _out;

    public required Stream Input { get; init; }

    /// <summary>The stream for results only.</summary>
    public required Stream Output { get; init; }

    /// <summary>The writer for everything that is not a result.</summary>
    public required TextWriter Error { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>Width of the terminal in columns.</summary>
    public int Width { get; init; } = 80;

    public Func<string, string?> Variable { get; init; } = static _ => null;

    /// <summary>All environment variables, for settings whose names are not known in advance.</summary>
    public Func<IEnumerable<KeyValuePair<string, string?>>> Variables { get; init; } = static () => [];

    /// <summary>The writer for text results: UTF-8, line feeds, no byte order mark.</summary>
    public TextWriter Out => _out ??= new(Output, new UTF8Encoding(false), 16384, leaveOpen: true) { NewLine = "\n" };

    public static Terminal OfProcess() => new()
    {
        Input = Console.OpenStandardInput(),
        Output = StandardOutput.Open(),
        Error = Console.Error,
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        Width = Console.IsOutputRedirected && Console.IsErrorRedirected ? 80 : Math.Max(40, Console.WindowWidth),
        Variable = Environment.GetEnvironmentVariable,
        Variables = () => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => new KeyValuePair<string, string?>((string)entry.Key, (string?)entry.Value)),
    };

    /// <summary>Flushes the results printed so far.</summary>
    public void Flush()
    {
        _out?.Flush();
        Output.Flush();
    }

    public void Dispose()
    {
        _out?.Dispose();
        Output.Dispose();
    }
}
