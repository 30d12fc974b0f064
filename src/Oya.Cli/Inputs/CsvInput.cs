using System.Globalization;
using CsvHelper;
using Oya.Teleinfo;

namespace Oya.Cli.Inputs;

/// <summary>
/// Reads a CSV file as spreadsheets write it: separated by comma, semicolon or tab, with columns in any order, found by
/// their names. An error names the file, the line and the column.
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

    /// <summary>The file and line of the current row.</summary>
    public string Place => $"{_path}: line {_reader.LineNumber}";

    public string Text(string column) =>
        _reader.TryGetFieldIndex(column, out var index) ? _reader.GetString(index).Trim() : "";

    public Prm Prm(string column) =>
        Teleinfo.Prm.TryParse(Text(column), out var prm) ? prm : throw CreateError(column, "14 digits");

    public MeterAddress Meter(string column) =>
        MeterAddress.TryParse(Text(column), out var meter) ? meter : throw CreateError(column, "12 digits");

    public int Number(string column) =>
        int.TryParse(Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw CreateError(column, "a whole number");

    public Instant Instant(string column) => OptionalInstant(column) ?? throw CreateError(column, "a time");

    public Instant? OptionalInstant(string column)
    {
        var text = Text(column);
        return text.Length == 0 ? null
            : ParisDay.TryParse(text, out var day) ? day.Start
            : Teleinfo.Instant.TryParse(text, out var instant) ? instant
            : throw CreateError(column, "a time like 2026-01-15T00:00:00+01:00, or a day like 2026-01-15");
    }

    public T Enumeration<T>(string column) where T : struct, Enum =>
        Enum.TryParse<T>(Text(column), ignoreCase: true, out var value) && !char.IsDigit(Text(column)[0])
            ? value
            : throw CreateError(
                column, $"one of {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}");

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

    OyaException CreateError(string column, string expected) => new(
        ExitCode.Usage, $"{Place}, column {column}: '{Text(column)}' is not {expected}",
        "correct the line; nothing was imported");
}
