namespace Oya.Cli.Output;

/// <summary>Selects the output format.</summary>
static class OutputFormats
{
    static readonly Dictionary<string, OutputFormat> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        [".csv"] = OutputFormat.Csv,
        [".json"] = OutputFormat.Json,
        [".jsonl"] = OutputFormat.Jsonl,
        [".ndjson"] = OutputFormat.Jsonl,
        [".parquet"] = OutputFormat.Parquet,
        [".md"] = OutputFormat.Markdown,
        [".svg"] = OutputFormat.Svg,
        [".txt"] = OutputFormat.Table,
    };

    /// <summary>The formats of a command whose results are rows.</summary>
    public static IReadOnlyList<OutputFormat> ForRows { get; } =
    [
        OutputFormat.Table, OutputFormat.Csv, OutputFormat.Json, OutputFormat.Jsonl, OutputFormat.Parquet,
        OutputFormat.Markdown,
    ];

    /// <summary>The formats of a command whose result is one object.</summary>
    public static IReadOnlyList<OutputFormat> ForObjects { get; } =
        [OutputFormat.Table, OutputFormat.Json, OutputFormat.Jsonl];

    /// <summary>The values of <c>--format</c>.</summary>
    public static string[] Names { get; } = [.. Enum.GetValues<OutputFormat>().Select(GetName)];

    public static string GetName(OutputFormat format) => format.ToString().ToLowerInvariant();

    public static OutputFormat Choose(OyaCommand command, string? requested, string? path, bool onTerminal)
    {
        var format = requested is not null ? Parse(command, requested)
            : path is not null && Extensions.TryGetValue(Path.GetExtension(path), out var byExtension)
                && command.Formats.Contains(byExtension) ? byExtension
            : onTerminal && path is null ? OutputFormat.Table
            : command.PipedFormat;
        return format == OutputFormat.Parquet && onTerminal && path is null
            ? throw new OyaException(ExitCode.Usage, "parquet cannot be shown on a terminal", "add -o FILE")
            : format;
    }

    static OutputFormat Parse(OyaCommand command, string requested) =>
        Array.IndexOf(Names, requested.ToLowerInvariant()) is var index and >= 0
        && command.Formats.Contains((OutputFormat)index)
            ? (OutputFormat)index
            : throw new OyaException(
                ExitCode.Usage, $"'{requested}' is not a format of oya {command.Name}",
                $"choose among {string.Join(", ", command.Formats.Select(GetName))}");
}
