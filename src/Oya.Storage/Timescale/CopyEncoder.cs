using System.Buffers.Binary;
using System.Runtime.CompilerServices;
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
    static readonly int LongestRow = 2 + ReadingColumns.Count * 12;

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
    /// <param name="since">
    /// From when on a permit covers the reading; null when none does: the points of its curve stay out.
    /// </param>
    public void Add(int meterId, in Reading reading, Instant? since)
    {
        if (since is { } begin && MeterCurve.IsWithin(reading, begin))
        {
            Add(meterId, reading, isPermitted: true);
        }
        else
        {
            Add(
                meterId, since is { } start ? MeterCurve.Within(reading, start) : MeterCurve.Without(reading),
                isPermitted: since is not null);
        }
    }

    void Add(int meterId, in Reading reading, bool isPermitted)
    {
        var row = new Row(_bytes.AsSpan(_length, LongestRow), in reading);
        row.Count(ReadingColumns.Count);
        row.Int(meterId);
        row.Bool(isPermitted);
        ReadingFields.Walk(ref row);
        _length += row.Length;
    }

    ref struct Row(Span<byte> bytes, ref readonly Reading reading) : IReadingFieldVisitor
    {
        readonly Span<byte> _bytes = bytes;
        readonly ref readonly Reading _reading = ref reading;

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

        // Decided for each field when it is compiled: a column is as wide as its largest value, and its script says so.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Visit<TField>(TField field) where TField : struct, IReadingField
        {
            if (field.Get(in _reading) is not { } value)
            {
                Size(-1);
            }
            else if (TField.IsInstant)
            {
                // Microseconds since 2000-01-01 UTC.
                Long((value - SecondsTo2000) * MicrosecondsInSecond);
            }
            else if (TField.Max <= short.MaxValue)
            {
                Short((short)value);
            }
            else if (TField.Max <= int.MaxValue)
            {
                Int((int)value);
            }
            else
            {
                Long(value);
            }
        }

        public void Int(int value)
        {
            Size(sizeof(int));
            BinaryPrimitives.WriteInt32BigEndian(_bytes[Length..], value);
            Length += sizeof(int);
        }

        void Short(short value)
        {
            Size(sizeof(short));
            BinaryPrimitives.WriteInt16BigEndian(_bytes[Length..], value);
            Length += sizeof(short);
        }

        void Long(long value)
        {
            Size(sizeof(long));
            BinaryPrimitives.WriteInt64BigEndian(_bytes[Length..], value);
            Length += sizeof(long);
        }

        void Size(int bytes)
        {
            BinaryPrimitives.WriteInt32BigEndian(_bytes[Length..], bytes);
            Length += sizeof(int);
        }
    }
}
