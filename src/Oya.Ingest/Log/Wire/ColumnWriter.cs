namespace Oya.Ingest;

/// <summary>The values of one column, to the bytes of a <c>Column</c>.</summary>
static class ColumnWriter
{
    /// <summary>Writes a column that has at least one value.</summary>
    /// <param name="column">Which.</param>
    /// <param name="values">A value or null for each reading.</param>
    /// <param name="to">Holds the column afterwards and nothing else.</param>
    /// <param name="deltas">Room for the deltas, which need their length before them.</param>
    /// <exception cref="ArgumentException">A value is one that no meter sends.</exception>
    public static void Write(WireColumn column, ReadOnlySpan<long> values, WireWriter to, WireWriter deltas)
    {
        to.Clear();
        deltas.Clear();
        Span<byte> presence = stackalloc byte[ReadingCodec.MaxReadings / 8];
        presence = presence[..((values.Length + 7) / 8)];
        presence.Clear();
        var (min, width) = (column.Min, (ulong)(column.Max - column.Min));
        long first = 0, last = 0, step = 0;
        var (count, isEven) = (0, true);
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (value == WireColumn.Null && column.HasNulls)
            {
                continue;
            }

            if ((ulong)(value - min) > width)
            {
                throw new ArgumentException(
                    $"Field {column.Field} of a reading has a value that it cannot have.",
                    nameof(values));
            }

            presence[i >> 3] |= (byte)(1 << (i & 7));
            switch (count++)
            {
                case 0:
                    first = value;
                    break;
                case 1:
                    step = value - last;
                    deltas.Signed(step);
                    break;
                default:
                    isEven &= value - last == step;
                    deltas.Signed(value - last);
                    break;
            }

            last = value;
        }

        WriteFields(
            to, first, isEven ? step : 0, isEven ? default : deltas.Written,
            count < values.Length ? presence : default);
    }

    static void WriteFields(
        WireWriter to, long first, long step, ReadOnlySpan<byte> deltas, ReadOnlySpan<byte> presence)
    {
        // As every writer of proto3: what is zero or empty is not written.
        if (first != 0)
        {
            to.Tag(1, WireReader.Varint);
            to.Signed(first);
        }

        if (step != 0)
        {
            to.Tag(2, WireReader.Varint);
            to.Signed(step);
        }

        if (!deltas.IsEmpty)
        {
            to.Tag(3, WireReader.LengthDelimited);
            to.Number((ulong)deltas.Length);
            to.Bytes(deltas);
        }

        if (!presence.IsEmpty)
        {
            to.Tag(4, WireReader.LengthDelimited);
            to.Number((ulong)presence.Length);
            to.Bytes(presence);
        }
    }
}
