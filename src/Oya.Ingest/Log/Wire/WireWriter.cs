namespace Oya.Ingest;

/// <summary>Writes the wire format of Protobuf into a buffer that grows.</summary>
sealed class WireWriter
{
    const int MaxBytesOfNumber = 10;

    byte[] _buffer = new byte[4096];
    int _length;

    public int Length => _length;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Clear() => _length = 0;

    /// <summary>A number, seven bits a byte, the low ones first.</summary>
    public void Number(ulong value)
    {
        if (_buffer.Length - _length < MaxBytesOfNumber)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var at = _length;
        for (; value > 0x7F; value >>= 7)
        {
            _buffer[at++] = (byte)(value | 0x80);
        }

        _buffer[at] = (byte)value;
        _length = at + 1;
    }

    /// <summary>A number with a sign, small when it is near zero.</summary>
    public void Signed(long value) => Number((ulong)(value << 1 ^ value >> 63));

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        while (_buffer.Length - _length < bytes.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    public void Tag(int field, int wireType) => Number((ulong)(field << 3 | wireType));
}
