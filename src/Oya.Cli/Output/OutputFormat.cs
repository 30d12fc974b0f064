namespace Oya.Cli.Output;

/// <summary>The format of results.</summary>
enum OutputFormat
{
    /// <summary>Aligned columns, for a person.</summary>
    Table,

    /// <summary>RFC 4180 with line feeds.</summary>
    Csv,

    /// <summary>One array, or one object.</summary>
    Json,

    /// <summary>One object per line.</summary>
    Jsonl,

    /// <summary>A columnar file. Times are UTC.</summary>
    Parquet,

    /// <summary>A Markdown table.</summary>
    Markdown,

    /// <summary>A picture, for commands that have one.</summary>
    Svg,
}
