using System.Globalization;

namespace Oya.EndToEnd.Tests;

/// <summary>Reads the CSV output of the program by column name. No value contains a separator.</summary>
sealed class Csv
{
    readonly string[] _header;

    public Csv(string text, char separator = ',')
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Header = lines[0];
        _header = lines[0].Split(separator);
        Rows = [.. lines.Skip(1).Select(line => new Row(this, line.Split(separator)))];
    }

    public string Header { get; }

    public IReadOnlyList<Row> Rows { get; }

    public sealed class Row(Csv csv, string[] cells)
    {
        public string this[string column] => cells[Array.IndexOf(csv._header, column)];

        public long Number(string column) => long.Parse(this[column], CultureInfo.InvariantCulture);
    }
}
