using System.Globalization;
using CsvHelper;
using Oya.Teleinfo;

namespace Oya.Cli.Inputs;

/// <summary>
/// A CSV that people keep in their spreadsheet: comma, semicolon or tab, columns in any order, found by their names.
/// What cannot be read is said with its file, line and column.
/// </summary>
sealed class CsvInput : IDisposable
{
    readonly string _path;
    readonly CsvReader _reader;

    CsvInput(string path, CsvReader reader) => (_path, _reader) = (path, reader);

    public static CsvInput Open(string path, IReadOnlyList<string> columns)
    {
        try
        {
            var input = new CsvInput(path, CsvReader.Create(
                File.OpenRead(path), new CsvReaderOptions { TrimWhitespace = true, TrackLineNumbers = true }, leaveOpen: false));
            input.CheckHeader(columns);
            return input;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OyaException(ExitCode.Usage, $"{path}: {e.Message}", "check the path", e);
        }
    }

    public bool Read() => _reader.Read();

    /// <summary>The row at hand: file and line.</summary>
    public string Place => $"{_path}: line {_reader.LineNumber}";

    public string Text(string column) => _reader.TryGetFieldIndex(column, out var index) ? _reader.GetString(index).Trim() : "";

    public Prm Prm(string column) => Teleinfo.Prm.TryParse(Text(column), out var prm) ? prm : throw Wrong(column, "14 digits");

    public MeterAddress Meter(string column) =>
        MeterAddress.TryParse(Text(column), out var meter) ? meter : throw Wrong(column, "12 digits");

    public int Number(string column) =>
        int.TryParse(Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(column, "a whole number");

    public Instant Instant(string column) => OptionalInstant(column) ?? throw Wrong(column, "a time");

    public Instant? OptionalInstant(string column)
    {
        var text = Text(column);
        return text.Length == 0 ? null
            : ParisDay.TryParse(text, out var day) ? day.Start
            : Teleinfo.Instant.TryParse(text, out var instant) ? instant
            : throw Wrong(column, "a time like 2026-01-15T00:00:00+01:00, or a day like 2026-01-15");
    }

    public T Word<T>(string column) where T : struct, Enum =>
        Enum.TryParse<T>(Text(column), ignoreCase: true, out var value) && !char.IsDigit(Text(column)[0])
            ? value
            : throw Wrong(column, $"one of {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}");

    public void Dispose() => _reader.Dispose();

    void CheckHeader(IReadOnlyList<string> columns)
    {
        var missing = columns.Where(column => !_reader.TryGetFieldIndex(column, out _)).ToList();
        if (missing.Count > 0)
        {
            throw new OyaException(
                ExitCode.Usage, $"{_path}: line 1 has no column {string.Join(", ", missing)}",
                $"the columns are {string.Join(",", columns)}");
        }
    }

    OyaException Wrong(string column, string expected) => new(
        ExitCode.Usage, $"{Place}, column {column}: '{Text(column)}' is not {expected}",
        "mend the line; nothing was imported");
}
