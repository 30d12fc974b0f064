namespace Oya.Cli.Output;

/// <summary>Formats column heads and cells for people.</summary>
static class TableText
{
    public static string Head(Column column) =>
        column.Unit.Length == 0 ? column.Title : $"{column.Title} ({column.Unit})";

    public static string Format(in Cell cell, Column column, bool showIdentifiers) => cell.Kind switch
    {
        CellKind.Boolean => cell.Boolean ? "yes" : "no",
        // Date, time and offset: the offset distinguishes the two equal hours of the autumn clock change.
        CellKind.Instant => cell.Instant.InParis().ToString(
            "yyyy-MM-dd HH:mm:sszz", System.Globalization.CultureInfo.InvariantCulture),
        CellKind.Text when column.Type == ColumnType.Identifier && !showIdentifiers => Mask(cell.Text),
        _ => cell.ToText(column.Decimals),
    };

    /// <summary>Masks an address or usage point: the first four digits, stars, and the last three digits.</summary>
    public static string Mask(string digits) => digits.Length < 8
        ? digits
        : string.Concat(digits.AsSpan(0, 4), new string('*', digits.Length - 7), digits.AsSpan(digits.Length - 3));
}
