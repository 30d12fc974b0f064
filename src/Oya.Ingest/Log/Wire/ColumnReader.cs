using System.Numerics;

namespace Oya.Ingest;

/// <summary>
/// The values of one column, in their order, some rows at a time: that way the rows of all columns stay in the
/// processor's nearest cache until they are readings.
/// </summary>
struct ColumnReader
{
    long _value, _step, _min;
    ulong _width;
    int _field, _deltas, _deltasEnd, _presence, _presenceEnd;
    bool _begun;

    /// <summary>Whether every reading has a value, the same one.</summary>
    public readonly bool IsConstant => _step == 0 && _deltas == _deltasEnd && _presence == _presenceEnd;

    /// <summary>Looks at a column and holds its lengths against the count of readings.</summary>
    public static ColumnReader Open(WireColumn column, ReadOnlySpan<byte> batch, Range range, int count)
    {
        var reader = new ColumnReader
        {
            _field = column.Field,
            _min = column.Min,
            _width = (ulong)(column.Max - column.Min),
        };
        reader.ReadFields(batch, range);
        var values = reader.CountPresent(column, batch, count);
        reader.CheckDeltas(batch, values);
        return reader;
    }

    /// <summary>The next rows.</summary>
    public void Read(ReadOnlySpan<byte> batch, int row, Span<long> values)
    {
        if (_presence != _presenceEnd)
        {
            ReadWithNulls(batch, row, values);
        }
        else if (_deltas == _deltasEnd && _step == 0)
        {
            Check(_value);
            values.Fill(_value);
        }
        else
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = Next(batch);
            }
        }
    }

    void ReadWithNulls(ReadOnlySpan<byte> batch, int row, Span<long> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var bit = row + i;
            values[i] = (batch[_presence + (bit >> 3)] >> (bit & 7) & 1) != 0 ? Next(batch) : WireColumn.Null;
        }
    }

    long Next(ReadOnlySpan<byte> batch)
    {
        if (!_begun)
        {
            _begun = true;
        }
        else
        {
            _value += _step;
            if (_deltas < _deltasEnd)
            {
                _value += Delta(batch);
            }
        }

        Check(_value);
        return _value;
    }

    // The deltas were counted and end within the column, so this cannot run out of bytes.
    long Delta(ReadOnlySpan<byte> batch)
    {
        ulong next = batch[_deltas++], value = next & 0x7F;
        for (var shift = 7; next > 0x7F; shift += 7)
        {
            next = batch[_deltas++];
            value |= (next & 0x7F) << shift;
        }

        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    readonly void Check(long value)
    {
        if ((ulong)(value - _min) > _width)
        {
            throw new BadBatchException($"field {_field} has a value that it cannot have");
        }
    }

    void ReadFields(ReadOnlySpan<byte> batch, Range range)
    {
        var start = range.Start.Value;
        var reader = new WireReader(batch[range]);
        var seen = 0;
        while (!reader.AtEnd)
        {
            var field = reader.Tag(out var wireType);
            if (field is < 1 or > 4)
            {
                reader.Skip(wireType);
                continue;
            }

            if (wireType != (field <= 2 ? WireReader.Varint : WireReader.LengthDelimited) || (seen >> field & 1) != 0)
            {
                throw new BadBatchException($"field {_field} has its part {field} twice, or written in another way");
            }

            seen |= 1 << field;
            switch (field)
            {
                case 1:
                    _value = reader.Signed();
                    break;
                case 2:
                    _step = reader.Signed();
                    break;
                case 3:
                    (_deltas, _deltasEnd) = Absolute(reader.Delimited(), start);
                    break;
                default:
                    (_presence, _presenceEnd) = Absolute(reader.Delimited(), start);
                    break;
            }
        }
    }

    static (int, int) Absolute(Range range, int start) => (range.Start.Value + start, range.End.Value + start);

    readonly int CountPresent(WireColumn column, ReadOnlySpan<byte> batch, int count)
    {
        if (_presence == _presenceEnd)
        {
            return count;
        }

        var bits = batch[_presence.._presenceEnd];
        var values = 0;
        foreach (var part in bits)
        {
            values += BitOperations.PopCount(part);
        }

        if (!column.HasNulls || bits.Length != count + 7 >> 3 || values == 0
            || (count % 8 != 0 && bits[^1] >> count % 8 != 0))
        {
            throw new BadBatchException($"field {_field} does not say of which readings it has values");
        }

        return values;
    }

    readonly void CheckDeltas(ReadOnlySpan<byte> batch, int values)
    {
        var (found, length) = (0, 0);
        foreach (var part in batch[_deltas.._deltasEnd])
        {
            length++;
            if (part < 0x80)
            {
                found++;
                length = 0;
            }
            else if (length == 10)
            {
                throw new BadBatchException($"field {_field} has a number longer than ten bytes");
            }
        }

        if (length != 0 || (_deltas != _deltasEnd && found != values - 1))
        {
            throw new BadBatchException($"field {_field} has {found} deltas for {values} values");
        }
    }
}
