using System.Text;

namespace Oya.Teleinfo;

/// <summary>
/// Writes frames as a meter does: STX, groups with their separators and checksums, ETX. One writer, one buffer, used
/// again for each frame.
/// </summary>
public sealed class TicWriter
{
    const byte Stx = 0x02, Etx = 0x03, Lf = 0x0A, Cr = 0x0D, Tab = 0x09, Space = 0x20;

    static readonly byte[]?[] Names = [.. Enum.GetValues<TicLabel>().Select(NameOf)];

    byte[] _buffer = new byte[2048];
    int _length;

    /// <summary>The bytes written since <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Forgets what was written.</summary>
    public void Clear() => _length = 0;

    /// <summary>Begins a frame.</summary>
    public void BeginFrame() => Put(Stx);

    /// <summary>Ends a frame.</summary>
    public void EndFrame() => Put(Etx);

    /// <summary>Writes a group without horodate. The data must have the length of its label.</summary>
    public void Group(TicLabel label, ReadOnlySpan<byte> data) => WriteGroup(label, default, data);

    /// <summary>Writes a number, zero-padded to the length of its label.</summary>
    public void Group(TicLabel label, long value)
    {
        Span<byte> digits = stackalloc byte[LabelForm.Of(label)!.Length];
        AsciiDigits.Write(digits, value);
        WriteGroup(label, default, digits);
    }

    /// <summary>Writes a number with its horodate, zero-padded to the length of its label.</summary>
    public void Group(TicLabel label, Horodate horodate, long value)
    {
        Span<byte> digits = stackalloc byte[LabelForm.Of(label)!.Length];
        AsciiDigits.Write(digits, value);
        Group(label, horodate, digits);
    }

    /// <summary>Writes a group with its horodate.</summary>
    public void Group(TicLabel label, Horodate horodate, ReadOnlySpan<byte> data)
    {
        Span<byte> text = stackalloc byte[Horodate.Length];
        horodate.Write(text);
        WriteGroup(label, text, data);
    }

    void WriteGroup(TicLabel label, ReadOnlySpan<byte> horodate, ReadOnlySpan<byte> data)
    {
        var form = LabelForm.Of(label) ?? throw new ArgumentException("A meter has no such label.", nameof(label));
        if (!form.Accepts(horodate, data))
        {
            throw new ArgumentException($"{form.Name} cannot carry '{Encoding.ASCII.GetString(data)}'.", nameof(data));
        }

        Put(Lf);
        var start = _length;
        var separator = form.Mode == TicMode.Standard ? Tab : Space;
        Put(Names[(int)label]);
        Put(separator);
        if (!horodate.IsEmpty)
        {
            Put(horodate);
            Put(separator);
        }

        Put(data);
        var end = _length;
        Put(separator);
        // The sum of standard mode takes in the last separator, that of historic mode does not.
        Put(Checksum.Of(_buffer.AsSpan(start..(form.Mode == TicMode.Standard ? _length : end))));
        Put(Cr);
    }

    void Put(byte value)
    {
        if (_length == _buffer.Length)
        {
            Array.Resize(ref _buffer, _length * 2);
        }

        _buffer[_length++] = value;
    }

    void Put(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes.Length));
        }

        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    static byte[]? NameOf(TicLabel label) =>
        LabelForm.Of(label) is { } form ? Encoding.ASCII.GetBytes(form.Name) : null;
}
