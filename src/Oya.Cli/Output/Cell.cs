using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Oya.Teleinfo;

namespace Oya.Cli.Output;

/// <summary>The type of a cell's value.</summary>
enum CellKind : byte
{
    Empty,
    Text,
    Integer,
    Decimal,
    Boolean,
    Instant,
}

/// <summary>One value of a row, converted implicitly: <c>rows.Write("EAST", 4210, instant)</c>.</summary>
[SuppressMessage("Usage", "CA2225", Justification = "The conversions let a row be written as its values.")]
readonly struct Cell
{
    readonly long _number;
    readonly object? _object;

    Cell(CellKind kind, long number, object? value)
    {
        Kind = kind;
        _number = number;
        _object = value;
    }

    public static Cell Empty => default;

    public CellKind Kind { get; }

    public string Text => (string)_object!;

    public long Integer => _number;

    public decimal Decimal => Kind == CellKind.Integer ? _number : (decimal)_object!;

    public bool Boolean => _number != 0;

    public Instant Instant => new(_number);

    /// <summary>The value as text, the same in every text format.</summary>
    public string ToText(int? decimals = null) => Kind switch
    {
        CellKind.Text => Text,
        CellKind.Integer => _number.ToString(CultureInfo.InvariantCulture),
        CellKind.Decimal => Decimal.ToString(
            decimals is { } digits ? $"F{(uint)digits}" : null, CultureInfo.InvariantCulture),
        CellKind.Boolean => Boolean ? "true" : "false",
        CellKind.Instant => Instant.ToParisString(),
        _ => "",
    };

    public static implicit operator Cell(string? value) => value is null ? default : new(CellKind.Text, 0, value);

    public static implicit operator Cell(long? value) =>
        value is { } number ? new(CellKind.Integer, number, null) : default;

    public static implicit operator Cell(long value) => new(CellKind.Integer, value, null);

    public static implicit operator Cell(int? value) =>
        value is { } number ? new(CellKind.Integer, number, null) : default;

    public static implicit operator Cell(int value) => new(CellKind.Integer, value, null);

    public static implicit operator Cell(decimal? value) =>
        value is { } number ? new(CellKind.Decimal, 0, number) : default;

    public static implicit operator Cell(decimal value) => new(CellKind.Decimal, 0, value);

    public static implicit operator Cell(bool? value) =>
        value is { } flag ? new(CellKind.Boolean, flag ? 1 : 0, null) : default;

    public static implicit operator Cell(bool value) => new(CellKind.Boolean, value ? 1 : 0, null);

    public static implicit operator Cell(Instant? value) =>
        value is { } instant ? new(CellKind.Instant, instant.UnixSeconds, null) : default;

    public static implicit operator Cell(Instant value) => new(CellKind.Instant, value.UnixSeconds, null);

    public static implicit operator Cell(ParisDay value) => new(CellKind.Text, 0, value.ToString());
}
