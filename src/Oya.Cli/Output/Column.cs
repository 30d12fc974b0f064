namespace Oya.Cli.Output;

/// <summary>The type of the cells of a column.</summary>
enum ColumnType
{
    Text,

    /// <summary>Text or a whole number, depending on the row.</summary>
    TextOrInteger,

    Integer,

    Decimal,

    Boolean,

    /// <summary>An instant: ISO 8601 in Paris time in text formats, UTC in Parquet.</summary>
    Instant,

    /// <summary>An address or a usage point: complete in files, masked in tables.</summary>
    Identifier,
}

/// <summary>A column of results.</summary>
/// <param name="Name">Its name in every format; a table may show <see cref="Title"/>.</param>
/// <param name="Type">The type of its cells.</param>
/// <param name="Unit">Its unit, shown in the head of a table.</param>
sealed record Column(string Name, ColumnType Type = ColumnType.Text, string Unit = "")
{
    /// <summary>The head of the column in a table.</summary>
    public string Title { get; init; } = Name;

    /// <summary>Decimal digits in a table and in CSV; null: as many as the number has.</summary>
    public int? Decimals { get; init; }

    /// <summary>True for a visual column such as a bar. Only a table has it.</summary>
    public bool OnlyInTable { get; init; }

    /// <summary>The minimum width of text when a table is narrowed to the screen.</summary>
    public int Min { get; init; } = 8;

    /// <summary>True when tables omit the column, because they have no room for it.</summary>
    public bool NotInTable { get; init; }

    /// <summary>True when cells are aligned right, as numbers are.</summary>
    public bool AlignRight { get; init; } = Type is ColumnType.Integer or ColumnType.Decimal;

    /// <summary>True when the column may hold the cell. A number column never holds text.</summary>
    public bool Accepts(CellKind kind) => kind == CellKind.Empty || Type switch
    {
        ColumnType.TextOrInteger => kind is CellKind.Text or CellKind.Integer,
        ColumnType.Integer => kind == CellKind.Integer,
        ColumnType.Decimal => kind is CellKind.Integer or CellKind.Decimal,
        ColumnType.Boolean => kind == CellKind.Boolean,
        ColumnType.Instant => kind == CellKind.Instant,
        _ => kind == CellKind.Text,
    };
}
