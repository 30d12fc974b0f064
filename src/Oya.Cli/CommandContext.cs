using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Oya.Cli.Inputs;
using Oya.Cli.Output;
using Oya.Storage;

namespace Oya.Cli;

/// <summary>What a command is given: its line, its terminal, and the ways to print.</summary>
sealed class CommandContext(OyaCommand command, ParseResult line, Terminal terminal, CancellationToken cancellation)
{
    readonly List<string> _inputs = [.. InputFiles.Of(line, terminal)];
    TextStyle? _paint;
    CommandOutputs? _outputs;

    public Terminal Terminal => terminal;

    public TimeProvider Time => terminal.Time;

    /// <summary>Ctrl-C.</summary>
    public CancellationToken Cancellation => cancellation;

    public bool Quiet => Get(GlobalOptions.Quiet);

    /// <summary>How many times <c>-v</c> was given.</summary>
    public int Verbosity => line.GetResult(GlobalOptions.Verbose)?.IdentifierTokenCount ?? 0;

    /// <summary>Whether a person may see whole addresses in tables.</summary>
    public bool ShowPrm => Get(GlobalOptions.ShowPrm);

    /// <summary>Whether these results are read by a person, and not by a program.</summary>
    public bool ForPerson => Format is OutputFormat.Table or OutputFormat.Markdown;

    /// <summary>Whether addresses in these results have stars.</summary>
    public bool MasksIdentifiers => ForPerson && !ShowPrm;

    /// <summary>A path or a connection string; never printed, for it may hold a password.</summary>
    public string Store =>
        Get(GlobalOptions.Store) ?? (terminal.Variable("OYA_STORE") is { Length: > 0 } store ? store : "oya.db");

    /// <summary>The store as it may be printed: a connection string may hold a password.</summary>
    public string StoreName => StoreSchema.Describe(Store);

    /// <summary>The format of the results: asked for, or by the ending of the file, or by where they go.</summary>
    public OutputFormat Format => OutputFormats.Choose(
        command, Get(GlobalOptions.Format), OutputPath, terminal.OutputIsTerminal);

    /// <summary>The file of <c>-o</c>; null for the standard output.</summary>
    public string? OutputPath =>
        Get(GlobalOptions.Output) is { } path && !OutputPlace.IsStandardOutput(path) ? path : null;

    /// <summary>The files that this command writes.</summary>
    public CommandOutputs Outputs => _outputs ??= new(new(_inputs, Store), terminal);

    /// <summary>Colours of the results, when they go to a terminal that has some.</summary>
    public TextStyle Paint => _paint ??= new(terminal.OutputIsTerminal && OutputPath is null && ColoursWanted);

    /// <summary>Whether the results are read on a screen.</summary>
    public bool OnScreen => terminal.OutputIsTerminal && OutputPath is null;

    bool ColoursWanted => !Get(GlobalOptions.NoColor)
        && string.IsNullOrEmpty(terminal.Variable("NO_COLOR")) && terminal.Variable("TERM") != "dumb";

    public T? Get<T>(Option<T> option) => line.GetValue(option);

    public T? Get<T>(Argument<T> argument) => line.GetValue(argument);

    /// <summary>Whether an option was written on the line.</summary>
    public bool Has(Option option) => line.GetResult(option) is { Implicit: false };

    /// <summary>Adds files to those that the command reads, and that it may not write over.</summary>
    public void Reads(IEnumerable<string> files) => _inputs.AddRange(files);

    /// <summary>Refuses a wrong place for the results before anything is done.</summary>
    public void CheckOutput() => Outputs.Check(OutputPath);

    /// <summary>Where the results go; dispose it before the command returns.</summary>
    public Stream OpenOutput() => Outputs.Open(OutputPath);

    /// <summary>Rows of results in the chosen format.</summary>
    public RowWriter OpenRows(params IReadOnlyList<Column> columns) =>
        RowWriter.Open(Format, columns, OpenOutput(), new(OnScreen, terminal.Width, Paint, ShowPrm));

    /// <summary>One result that is not a row, as indented JSON.</summary>
    public void WriteJson<T>(T value, JsonTypeInfo<T> type)
    {
        using var output = OpenOutput();
        using (var writer = new Utf8JsonWriter(output, JsonText.Indented))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        output.WriteByte((byte)'\n');
    }

    /// <summary>Results that are not rows, one a line.</summary>
    public void WriteJsonLines<T>(IEnumerable<T> values, JsonTypeInfo<T> type)
    {
        using var output = OpenOutput();
        foreach (var value in values)
        {
            using (var writer = new Utf8JsonWriter(output, JsonText.Compact))
            {
                JsonSerializer.Serialize(writer, value, type);
            }

            output.WriteByte((byte)'\n');
        }
    }

    /// <summary>Lines of text for a person.</summary>
    public void WriteText(Action<TextWriter> write)
    {
        using var writer = new StreamWriter(OpenOutput(), OutputText.Utf8) { NewLine = "\n" };
        write(writer);
    }

    /// <summary>A line on stderr about how it goes; <c>-q</c> silences it.</summary>
    public void Note(string text)
    {
        if (!Quiet)
        {
            terminal.Error.WriteLine(text);
        }
    }

    /// <summary>A line on stderr, shown with <c>-v</c>.</summary>
    public void Detail(string text, int level = 1)
    {
        if (Verbosity >= level)
        {
            terminal.Error.WriteLine(text);
        }
    }

    /// <summary>A line on stderr about something wrong that does not stop the command.</summary>
    public void Warn(string text) => terminal.Error.WriteLine($"oya: warning: {text}");

    /// <summary>A progress line on stderr; silent when stderr is not a terminal.</summary>
    public Progress StartProgress(string title) => new(
        title, terminal.Error, terminal.Time, terminal.Width,
        terminal.ErrorIsTerminal && !Quiet && !Get(GlobalOptions.NoProgress) && terminal.Variable("TERM") != "dumb");
}
