namespace Oya.Cli.Output;

/// <summary>How results are written.</summary>
enum OutputFormat
{
    /// <summary>Aligned columns, for a person.</summary>
    Table,

    /// <summary>RFC 4180 with line feeds.</summary>
    Csv,

    /// <summary>One array, or one object.</summary>
    Json,

    /// <summary>One object a line.</summary>
    Jsonl,

    /// <summary>Columns in a file; times are UTC.</summary>
    Parquet,

    /// <summary>A table to paste.</summary>
    Markdown,

    /// <summary>A picture, where the command has one.</summary>
    Svg,
}
