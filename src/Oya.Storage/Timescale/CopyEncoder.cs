using System.Buffers.Binary;
using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>
/// Rows of <c>reading</c> in PostgreSQL's binary COPY format: per row the number of columns, per column its length in
/// bytes and its value, all big-endian; −1 is the length of a null.
/// </summary>
/// <remarks>
/// By hand because it is the one loop that every reading of the fleet goes through: the client library's importer costs
/// five times as much for the same bytes, on the cores that the database runs on as well.
/// </remarks>
sealed class CopyEncoder
{
    // Every column at its longest: 2 bytes of count, 4 of length each, and less than 8 of value.
    const int LongestRow = 2 + ReadingColumns.Count * 12;

    const long SecondsTo2000 = 946_684_800, MicrosecondsInSecond = 1_000_000;

    // The signature, no flags, nothing more of a header.
    static ReadOnlySpan<byte> Header =>
        [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', 10, 0xFF, 13, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    readonly byte[] _bytes = new byte[Header.Length + MaxRows * LongestRow + sizeof(short)];
    int _length;

    /// <summary>Rows that there is room for.</summary>
    public const int MaxRows = 512;

    /// <summary>What was encoded; the next rows take its place.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        var taken = _bytes.AsMemory(0, _length);
        _length = 0;
        return taken;
    }

    /// <summary>The beginning, before the first row.</summary>
    public void Begin()
    {
        Header.CopyTo(_bytes);
        _length = Header.Length;
    }

    /// <summary>The end, behind the last row.</summary>
    public void End()
    {
        BinaryPrimitives.WriteInt16BigEndian(_bytes.AsSpan(_length), -1);
        _length += sizeof(short);
    }

    /// <summary>Adds a row.</summary>
    /// <param name="meterId">The meter's number.</param>
    /// <param name="reading">What it says.</param>
    /// <param name="since">From when on a permit covers the reading; null when none does: the points of its curve stay out.</param>
    public void Add(int meterId, in Reading reading, Instant? since)
    {
        var row = new Row(_bytes.AsSpan(_length, LongestRow));
        row.Count(ReadingColumns.Count);
        row.Int(meterId);
        row.Time(reading.At);
        row.Bool(since is not null);
        row.Time(reading.ReceivedAt);
        row.Short((short)reading.Source);
        row.Short((short)reading.Clock);
        row.Short((short)reading.Mode);
        row.Long(reading.Prm?.Value);
        row.Long(reading.Energy.ImportWh);
        row.Int(reading.Energy.ExportWh);
        for (var i = 1; i <= EnergyRegisters.SupplierCount; i++)
        {
            row.Int(reading.Energy.GetSupplierWh(i));
        }

        for (var i = 1; i <= EnergyRegisters.DistributorCount; i++)
        {
            row.Int(reading.Energy.GetDistributorWh(i));
        }

        row.Short(reading.CurrentRegister);
        row.Int(reading.ImportVa);
        row.Int(reading.ExportVa);
        row.Short(reading.Amperes.Phase1);
        row.Short(reading.Amperes.Phase2);
        row.Short(reading.Amperes.Phase3);
        row.Short(reading.Volts.Phase1);
        row.Short(reading.Volts.Phase2);
        row.Short(reading.Volts.Phase3);
        row.Long(reading.Status?.Bits);
        row.Point(since is { } begin ? MeterCurve.KeepAfter(reading.LastPoint, begin) : null);
        row.Point(since is { } start ? MeterCurve.KeepAfter(reading.PreviousPoint, start) : null);
        _length += row.Length;
    }

    ref struct Row(Span<byte> bytes)
    {
        readonly Span<byte> _bytes = bytes;

        public int Length { get; private set; }

        public void Count(short columns)
        {
            BinaryPrimitives.WriteInt16BigEndian(_bytes[Length..], columns);
            Length += sizeof(short);
        }

        public void Bool(bool value)
        {
            Size(1);
            _bytes[Length++] = value ? (byte)1 : (byte)0;
        }

        public void Short(short? value)
        {
            if (value is { } number)
            {
                Size(sizeof(short));
                BinaryPrimitives.WriteInt16BigEndian(_bytes[Length..], number);
                Length += sizeof(short);
            }
            else
            {
                Size(-1);
            }
        }

        public void Int(int? value)
        {
            if (value is { } number)
            {
                Size(sizeof(int));
                BinaryPrimitives.WriteInt32BigEndian(_bytes[Length..], number);
                Length += sizeof(int);
            }
            else
            {
                Size(-1);
            }
        }

        public void Long(long? value)
        {
            if (value is { } number)
            {
                Size(sizeof(long));
                BinaryPrimitives.WriteInt64BigEndian(_bytes[Length..], number);
                Length += sizeof(long);
            }
            else
            {
                Size(-1);
            }
        }

        /// <summary>Microseconds since 2000-01-01 UTC.</summary>
        public void Time(Instant? value) => Long((value?.UnixSeconds - SecondsTo2000) * MicrosecondsInSecond);

        public void Point(LoadCurvePoint? point)
        {
            Time(point?.End);
            Int(point?.Watts);
        }

        void Size(int bytes)
        {
            BinaryPrimitives.WriteInt32BigEndian(_bytes[Length..], bytes);
            Length += sizeof(int);
        }
    }
}
