using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>Readings as their values, column by column, and back.</summary>
static class WireRows
{
    /// <summary>Puts the values of readings into columns.</summary>
    /// <param name="readings">The readings.</param>
    /// <param name="columns">All columns, one behind the other.</param>
    /// <param name="stride">From a column to the next one.</param>
    /// <param name="first">The row of the first reading.</param>
    public static void Split(ReadOnlySpan<Reading> readings, Span<long> columns, int stride, int first)
    {
        var splitter = new Splitter(readings, columns[first..], stride);
        ReadingFields.Walk(ref splitter);
    }

    /// <summary>Makes readings of the rows of those columns that are present.</summary>
    public static void Join(
        Span<Reading> readings, MeterAddress meter, ulong present, ReadOnlySpan<long> columns, int stride)
    {
        readings.Fill(new() { Meter = meter });
        var joiner = new Joiner(readings, columns, stride, present);
        ReadingFields.Walk(ref joiner);
    }

    ref struct Splitter(ReadOnlySpan<Reading> readings, Span<long> columns, int stride) : IReadingFieldVisitor
    {
        readonly ReadOnlySpan<Reading> _readings = readings;
        readonly Span<long> _columns = columns;
        int _next;

        public void Visit<TField>(TField field) where TField : struct, IReadingField
        {
            var values = _columns.Slice(_next, _readings.Length);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = field.Get(in _readings[i]) ?? WireColumn.Null;
            }

            _next += stride;
        }
    }

    ref struct Joiner(Span<Reading> readings, ReadOnlySpan<long> columns, int stride, ulong present)
        : IReadingFieldVisitor
    {
        readonly Span<Reading> _readings = readings;
        readonly ReadOnlySpan<long> _columns = columns;
        ulong _present = present;
        int _next;

        public void Visit<TField>(TField field) where TField : struct, IReadingField
        {
            if ((_present & 1) != 0)
            {
                var values = _columns.Slice(_next, _readings.Length);
                for (var i = 0; i < values.Length; i++)
                {
                    if (values[i] != WireColumn.Null)
                    {
                        field.Set(ref _readings[i], values[i]);
                    }
                }
            }

            _present >>= 1;
            _next += stride;
        }
    }
}
