namespace Oya.Simulation;

/// <summary>An output buffer: one array that grows to the size of a flush and is then reused.</summary>
sealed class ByteBuffer(int capacity)
{
    // A frame has at most 1727 bytes, and noise may double each byte.
    byte[] _bytes = new byte[capacity + 4096];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (Length + bytes.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes.Length));
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    public void Append(byte value) => Append(new ReadOnlySpan<byte>(in value));
}
