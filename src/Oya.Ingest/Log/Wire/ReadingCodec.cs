using System.Numerics;
using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>
/// Readings of one meter to the bytes of an <c>oya.metering.v1.ReadingBatch</c> (<c>reading_batch.proto</c>) and back,
/// without an object for each field as generated code makes them. It keeps its buffers: one for each thread.
/// </summary>
public sealed class ReadingCodec
{
    /// <summary>
    /// Most readings in a batch: 35 kB of them as they usually are. A few bytes can claim any number of readings, so
    /// what is made of a message is bounded by this.
    /// </summary>
    public const int MaxReadings = 1024;

    /// <summary>Most bytes in a batch.</summary>
    public const int MaxBytes = 64 << 10;

    const int Rows = 64, MeterField = 1, CountField = 2, ColumnsField = WireColumn.CountField;

    readonly WireWriter _writer = new(), _column = new(), _deltas = new();
    readonly ColumnReader[] _readers = new ColumnReader[WireColumn.Count];
    readonly long[] _rows = new long[WireColumn.Count * Rows];
    long[] _values = [];

    /// <summary>The meter, and how many readings bytes claim to hold, without looking at their values.</summary>
    /// <exception cref="BadBatchException">They are no batch.</exception>
    public static (MeterAddress Meter, int Count) GetHead(ReadOnlySpan<byte> batch) =>
        Head(batch, null) is var (meter, count, _) ? (new(meter), count) : default;

    /// <summary>
    /// Encodes readings of one meter: as many of the first ones as fit into a message.
    /// </summary>
    /// <param name="readings">At least one, all of the meter of the first.</param>
    /// <param name="taken">How many of them the message holds.</param>
    /// <exception cref="ArgumentException">A reading is of another meter, or has a value that no meter
    /// sends.</exception>
    public byte[] Encode(ReadOnlySpan<Reading> readings, out int taken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(readings.Length, nameof(readings));
        for (taken = Math.Min(readings.Length, MaxReadings); ; taken /= 2)
        {
            Encode(readings[..taken]);
            // One reading alone has 600 bytes at most.
            if (_writer.Length <= MaxBytes)
            {
                return _writer.Written.ToArray();
            }
        }
    }

    /// <summary>Decodes a batch into an array of its own.</summary>
    /// <exception cref="BadBatchException">The bytes are no sound batch.</exception>
    public Reading[] Decode(ReadOnlySpan<byte> batch)
    {
        var readings = new Reading[GetHead(batch).Count];
        Decode(batch, readings);
        return readings;
    }

    /// <summary>Decodes a batch to the beginning of a span with room for what <see cref="GetHead"/> says.</summary>
    /// <returns>Readings written.</returns>
    /// <exception cref="BadBatchException">The bytes are no sound batch; what was written is worth nothing.</exception>
    public int Decode(ReadOnlySpan<byte> batch, Span<Reading> readings)
    {
        Span<Range> ranges = stackalloc Range[WireColumn.Count];
        var (meter, count, present) = Head(batch, ranges);
        var rows = _rows.AsSpan();
        for (var column = 0; column < WireColumn.Count; column++)
        {
            if ((present >> column & 1) != 0)
            {
                _readers[column] = ColumnReader.Open(WireColumn.All[column], batch, ranges[column], count);
            }
            else if (!WireColumn.All[column].HasNulls)
            {
                rows.Slice(column * Rows, Rows).Clear();
            }
        }

        CheckPoints(present);
        readings = readings[..count];
        for (var row = 0; row < count; row += Rows)
        {
            DecodeRows(batch, new(meter), present, row, readings[row..Math.Min(row + Rows, count)]);
        }

        return count;
    }

    void DecodeRows(ReadOnlySpan<byte> batch, MeterAddress meter, ulong present, int row, Span<Reading> readings)
    {
        var rows = _rows.AsSpan();
        for (var left = present; left != 0; left &= left - 1)
        {
            var column = BitOperations.TrailingZeroCount(left);
            // What is the same in all readings stays in its rows from the first time on.
            if (row == 0 || !_readers[column].IsConstant)
            {
                var length = _readers[column].IsConstant ? Rows : readings.Length;
                _readers[column].Read(batch, row, rows.Slice(column * Rows, length));
            }
        }

        WireRows.Join(readings, meter, present & ~(1ul << WireColumn.Received), rows, Rows);
        SetReceived(readings, rows);
        CheckPoints(present, rows, readings.Length);
    }

    static void CheckPoints(ulong present)
    {
        foreach (var (end, watts) in WireColumn.Points)
        {
            if ((present >> end & 1) != (present >> watts & 1))
            {
                throw new BadBatchException("a point of the load curve has no end, or no power");
            }
        }
    }

    static void CheckPoints(ulong present, ReadOnlySpan<long> rows, int length)
    {
        foreach (var (end, watts) in WireColumn.Points)
        {
            for (var i = 0; i < length && (present >> end & 1) != 0; i++)
            {
                if ((rows[end * Rows + i] == WireColumn.Null) != (rows[watts * Rows + i] == WireColumn.Null))
                {
                    throw new BadBatchException("a point of the load curve has no end, or no power");
                }
            }
        }
    }

    /// <summary>When a reading was received is sent as seconds after it was made.</summary>
    static void SetReceived(Span<Reading> readings, ReadOnlySpan<long> rows)
    {
        var last = WireColumn.All[WireColumn.At].Max;
        var at = rows.Slice(WireColumn.At * Rows, Rows);
        var after = rows.Slice(WireColumn.Received * Rows, Rows);
        for (var i = 0; i < readings.Length; i++)
        {
            var received = at[i] + after[i];
            readings[i].ReceivedAt = received >= 0 && received <= last
                ? new(received)
                : throw new BadBatchException("a reading was received at no time that a clock can show");
        }
    }

    /// <summary>Meter, count, which columns are there and where.</summary>
    static (long Meter, int Count, ulong Present) Head(ReadOnlySpan<byte> batch, Span<Range> ranges)
    {
        if (batch.Length > MaxBytes)
        {
            throw new BadBatchException($"it has {batch.Length} bytes, {MaxBytes} are the most");
        }

        var reader = new WireReader(batch);
        ulong meter = 0, count = 0, present = 0, columns = 0;
        var found = 0ul;
        while (!reader.AtEnd)
        {
            var field = reader.Tag(out var wireType);
            var column = WireColumn.FindPlace(field);
            found += wireType == WireReader.LengthDelimited ? 1ul : 0;
            if (field is MeterField or CountField or ColumnsField && wireType == WireReader.Varint)
            {
                (field == MeterField ? ref meter : ref field == CountField ? ref count : ref columns) = reader.Number();
            }
            else if (column >= 0 && wireType == WireReader.LengthDelimited)
            {
                var range = reader.Delimited();
                if (!ranges.IsEmpty)
                {
                    ranges[column] = range;
                }

                present = (present >> column & 1) == 0
                    ? present | 1ul << column
                    : throw new BadBatchException($"field {field} comes twice");
            }
            else if (column >= 0 || field is MeterField or CountField or ColumnsField)
            {
                throw new BadBatchException($"field {field} is written in another way");
            }
            else
            {
                reader.Skip(wireType);
            }
        }

        return (meter, count) switch
        {
            (_, < 1 or > MaxReadings) => throw new BadBatchException(
                $"it claims {count} readings; 1 to {MaxReadings} can be"),
            ( > 999_999_999_999, _) => throw new BadBatchException("its meter has no address of twelve digits"),
            _ when found != columns || found == 0 => throw new BadBatchException(
                $"it has {found} columns, {columns} were written: a part is missing"),
            _ => ((long)meter, (int)count, present),
        };
    }

    void Encode(ReadOnlySpan<Reading> readings)
    {
        var meter = readings[0].Meter;
        if (_values.Length < WireColumn.Count * readings.Length)
        {
            _values = new long[WireColumn.Count * readings.Length];
        }

        var wrong = meter.Value is < 0 or > 999_999_999_999;
        foreach (ref readonly var reading in readings)
        {
            wrong |= reading.Meter != meter;
        }

        if (wrong)
        {
            throw new ArgumentException("A batch is of one meter, whose address has twelve digits.", nameof(readings));
        }

        Split(readings);
        _writer.Clear();
        _writer.Tag(MeterField, WireReader.Varint);
        _writer.Number((ulong)meter.Value);
        _writer.Tag(CountField, WireReader.Varint);
        _writer.Number((ulong)readings.Length);
        var present = FindPresent(readings.Length);
        if (present == 0)
        {
            throw new ArgumentException("Readings without time, mode or any value say nothing.", nameof(readings));
        }

        WriteColumns(present, first: 0, WireColumn.FirstLater, readings.Length);
        _writer.Tag(ColumnsField, WireReader.Varint);
        _writer.Number((ulong)BitOperations.PopCount(present));
        WriteColumns(present, WireColumn.FirstLater, WireColumn.Count, readings.Length);
    }

    /// <summary>The columns that have something to say.</summary>
    ulong FindPresent(int count)
    {
        var present = 0ul;
        for (var column = 0; column < WireColumn.Count; column++)
        {
            var absent = WireColumn.All[column].HasNulls ? WireColumn.Null : 0;
            present |= _values.AsSpan(column * count, count).ContainsAnyExcept(absent) ? 1ul << column : 0;
        }

        return present;
    }

    void Split(ReadOnlySpan<Reading> readings)
    {
        var count = readings.Length;
        // Some rows at a time: they stay in the processor's nearest cache while column after column is taken from them.
        for (var first = 0; first < count; first += Rows)
        {
            WireRows.Split(readings[first..Math.Min(first + Rows, count)], _values, count, first);
        }

        var at = _values.AsSpan(WireColumn.At * count, count);
        var received = _values.AsSpan(WireColumn.Received * count, count);
        for (var i = 0; i < count; i++)
        {
            received[i] -= at[i];
        }
    }

    void WriteColumns(ulong present, int first, int end, int count)
    {
        for (var column = first; column < end; column++)
        {
            if ((present >> column & 1) != 0)
            {
                var wire = WireColumn.All[column];
                ColumnWriter.Write(wire, _values.AsSpan(column * count, count), _column, _deltas);
                _writer.Tag(wire.Field, WireReader.LengthDelimited);
                _writer.Number((ulong)_column.Length);
                _writer.Bytes(_column.Written);
            }
        }
    }
}
