namespace Oya.Ingest;

/// <summary>Reads the wire format of Protobuf; bytes that are none of it are reported, not read past.</summary>
ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>Wire types: how a value is written.</summary>
    public const int Varint = 0, Fixed64 = 1, LengthDelimited = 2, Fixed32 = 5;

    readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Where the next byte is.</summary>
    public int Position { get; private set; }

    public readonly bool AtEnd => Position == _bytes.Length;

    public ulong Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (Position == _bytes.Length)
            {
                throw new BadBatchException("it ends inside a number");
            }

            var next = _bytes[Position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new BadBatchException("a number is longer than ten bytes");
    }

    public long Signed()
    {
        var value = Number();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>The next field and how it is written.</summary>
    public int Tag(out int wireType)
    {
        var tag = Number();
        wireType = (int)(tag & 7);
        return tag is >= 8 and <= uint.MaxValue
            ? (int)(tag >> 3)
            : throw new BadBatchException("a field has no number");
    }

    /// <summary>What follows a length.</summary>
    public Range Delimited()
    {
        var length = Number();
        if (length > (ulong)(_bytes.Length - Position))
        {
            throw new BadBatchException("it ends inside a field");
        }

        var from = Position;
        Position += (int)length;
        return from..Position;
    }

    /// <summary>Passes over a field that is not known here.</summary>
    public void Skip(int wireType)
    {
        switch (wireType)
        {
            case Varint:
                Number();
                break;
            case LengthDelimited:
                Delimited();
                break;
            case Fixed64 or Fixed32 when _bytes.Length - Position >= (wireType == Fixed64 ? 8 : 4):
                Position += wireType == Fixed64 ? 8 : 4;
                break;
            default:
                throw new BadBatchException($"a field is written in a way ({wireType}) that is not Protobuf's");
        }
    }
}
