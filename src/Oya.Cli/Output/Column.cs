namespace Oya.Cli.Output;

/// <summary>What the cells of a column are.</summary>
enum ColumnType
{
    Text,

    /// <summary>Text or whole number, row by row.</summary>
    TextOrInteger,

    Integer,

    Decimal,

    Boolean,

    /// <summary>A point of time: ISO 8601 on the clocks of Paris in text, UTC in Parquet.</summary>
    Instant,

    /// <summary>An address or a usage point: whole in files, masked in tables.</summary>
    Identifier,
}

/// <summary>A column of results.</summary>
/// <param name="Name">Its name in every format; a table may show <see cref="Title"/>.</param>
/// <param name="Type">What its cells are.</param>
/// <param name="Unit">Its unit, shown in the head of a table.</param>
sealed record Column(string Name, ColumnType Type = ColumnType.Text, string Unit = "")
{
    /// <summary>The head of the column in a table.</summary>
    public string Title { get; init; } = Name;

    /// <summary>Digits after the point in a table and in CSV; null leaves a number as it is.</summary>
    public int? Decimals { get; init; }

    /// <summary>Only for eyes: left out of every format but the table, as a bar is.</summary>
    public bool OnlyInTable { get; init; }

    /// <summary>Columns of the screen that text keeps when a table must be made to fit.</summary>
    public int Min { get; init; } = 8;

    /// <summary>Left out of tables, where there is no room for it.</summary>
    public bool NotInTable { get; init; }

    /// <summary>Numbers stand at the right.</summary>
    public bool AlignRight { get; init; } = Type is ColumnType.Integer or ColumnType.Decimal;

    /// <summary>Whether a cell may stand here: a number must never be read from what is none.</summary>
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
