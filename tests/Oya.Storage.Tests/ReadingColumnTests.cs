using Oya.Teleinfo;

namespace Oya.Storage.Tests;

/// <summary>The table of each store has a column for every value of a reading, as wide as its largest value.</summary>
public class ReadingColumnTests
{
    static readonly string[] Own = ["meter_id", "permitted"];

    [Fact]
    public void A_file_has_a_column_for_every_value()
    {
        using var place = new SqlitePlace();
        place.Open().Dispose();
        Assert.Equal(
            ReadingColumn.All.Select(column => $"{column.Name},{(column.IsRequired ? 1 : 0)}")
                .Concat(Own.Select(name => $"{name},1")).Order(StringComparer.Ordinal),
            place.Rows("select name, \"notnull\" from pragma_table_info('reading')").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_database_has_a_column_for_every_value()
    {
        using var place = new PostgresPlace(timescale: false);
        Assert.Equal(
            ReadingColumn.All.Select(column => $"{column.Name},{Type(column)},{(column.IsRequired ? "NO" : "YES")}")
                .Append("meter_id,integer,NO").Append("permitted,boolean,NO").Order(StringComparer.Ordinal),
            place.Rows(
                "select column_name, data_type, is_nullable from information_schema.columns "
                + "where table_name = 'reading' and table_schema = current_schema()").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_full_reading_has_a_value_for_every_column()
    {
        var values = new Values([], Sample.Full("2026-01-15T12:00"));
        ReadingFields.Walk(ref values);
        Assert.Equal(ReadingColumn.All.Count, values.Found.Count);
        Assert.DoesNotContain(0, values.Found);
    }

    [Fact]
    public void Every_field_that_is_described_is_shown_to_visitors()
    {
        var seen = new Types([]);
        ReadingFields.Walk(ref seen);
        Assert.Equal(
            typeof(Reading).Assembly.GetTypes().Where(type => type.IsValueType && type.IsAssignableTo(typeof(IReadingField)))
                .Select(type => type.Name).Order(StringComparer.Ordinal),
            seen.Names.Order(StringComparer.Ordinal));
    }

    static string Type(ReadingColumn column) =>
        column.IsInstant ? "timestamp with time zone"
        : column.Max <= short.MaxValue ? "smallint"
        : column.Max <= int.MaxValue ? "integer" : "bigint";

    readonly record struct Types(HashSet<string> Names) : IReadingFieldVisitor
    {
        public void Visit<TField>(TField field) where TField : struct, IReadingField => Names.Add(typeof(TField).Name);
    }

    readonly record struct Values(List<long> Found, Reading Reading) : IReadingFieldVisitor
    {
        public void Visit<TField>(TField field) where TField : struct, IReadingField
        {
            if (field.Get(Reading) is { } value)
            {
                Found.Add(value);
            }
        }
    }
}
