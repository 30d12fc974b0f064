using System.Text;
using static Oya.Teleinfo.ControlBytes;

namespace Oya.Teleinfo;

/// <summary>
/// Writes frames as a meter does: STX, groups with their separators and checksums, ETX (Enedis-NOI-CPT_54E §5.3.6).
/// What no meter sends is refused, and nothing of it is written: a value that its label cannot have, a horodate too
/// many or too few, a group outside a frame, two modes in one. A meter sends its labels in the order of
/// <see cref="LabelForm.All"/>; one that is written out of it makes a frame that is not
/// <see cref="FrameSummary.IsInSequence"/>.
/// </summary>
/// <remarks>One writer, one buffer, used again for each frame.</remarks>
public sealed class TicWriter
{
    static readonly byte[]?[] Names = [.. LabelTable.ByLabel.Select(GetName)];

    byte[] _buffer = new byte[2048];
    int _length;
    bool _isOpen;
    TicMode _mode;

    /// <summary>The bytes written since <see cref="Clear"/>; gone when more is written.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Forgets what was written, and the frame that is open.</summary>
    public void Clear()
    {
        _length = 0;
        _isOpen = false;
    }

    /// <summary>Begins a frame.</summary>
    /// <exception cref="InvalidOperationException">One is open.</exception>
    public void BeginFrame()
    {
        if (_isOpen)
        {
            throw new InvalidOperationException("A frame is open: end it before another begins.");
        }

        _isOpen = true;
        _mode = TicMode.Unknown;
        Put(Stx);
    }

    /// <summary>Ends a frame.</summary>
    /// <exception cref="InvalidOperationException">None is open, or it has no group.</exception>
    public void EndFrame()
    {
        if (!_isOpen || _mode == TicMode.Unknown)
        {
            throw new InvalidOperationException(_isOpen ? "The frame has no group." : "No frame is open.");
        }

        _isOpen = false;
        Put(Etx);
    }

    /// <summary>Writes a group without horodate.</summary>
    /// <param name="label">Any label but <see cref="TicLabel.Unknown"/>.</param>
    /// <param name="data">The data as it is sent, of the length of its label, padding included.</param>
    /// <exception cref="ArgumentException">The label cannot have that data, or it needs a horodate.</exception>
    /// <exception cref="InvalidOperationException">No frame is open, or it is of the other mode.</exception>
    public void WriteGroup(TicLabel label, ReadOnlySpan<byte> data) => WriteGroupCore(GetForm(label), default, data);

    /// <summary>
    /// Writes a number, zero-padded to the length of its label: decimal, or hexadecimal where the label is.
    /// </summary>
    /// <param name="label">A label whose data is digits.</param>
    /// <param name="value">In the unit of the label, from 0 to what its digits hold.</param>
    /// <exception cref="ArgumentException">The label cannot have that number, or it needs a horodate.</exception>
    /// <exception cref="InvalidOperationException">No frame is open, or it is of the other mode.</exception>
    public void WriteGroup(TicLabel label, long value)
    {
        var form = GetForm(label);
        WriteGroupCore(form, default, Digits(form, value, stackalloc byte[form.Length]));
    }

    /// <summary>Writes a number with its horodate, zero-padded to the length of its label.</summary>
    /// <param name="label">A label that has a horodate and whose data is digits.</param>
    /// <param name="horodate">Its instant; for DPM and FPM with a space as season.</param>
    /// <param name="value">In the unit of the label, from 0 to what its digits hold.</param>
    /// <exception cref="ArgumentException">The label cannot have that number, or that horodate.</exception>
    /// <exception cref="InvalidOperationException">No frame is open, or it is of the other mode.</exception>
    public void WriteGroup(TicLabel label, Horodate horodate, long value)
    {
        var form = GetForm(label);
        WriteGroup(label, horodate, Digits(form, value, stackalloc byte[form.Length]));
    }

    /// <summary>Writes a group with its horodate.</summary>
    /// <param name="label">A label that has a horodate.</param>
    /// <param name="horodate">Its instant; for DPM and FPM with a space as season.</param>
    /// <param name="data">The data as it is sent, of the length of its label; nothing for DATE.</param>
    /// <exception cref="ArgumentException">The label cannot have that data, or that horodate.</exception>
    /// <exception cref="InvalidOperationException">No frame is open, or it is of the other mode.</exception>
    public void WriteGroup(TicLabel label, Horodate horodate, ReadOnlySpan<byte> data)
    {
        if (horodate == default)
        {
            throw new ArgumentException("It is the default value, which is no time.", nameof(horodate));
        }

        Span<byte> text = stackalloc byte[Horodate.Length];
        horodate.Write(text);
        WriteGroupCore(GetForm(label), text, data);
    }

    void WriteGroupCore(LabelForm form, ReadOnlySpan<byte> horodate, ReadOnlySpan<byte> data)
    {
        if (!_isOpen || (_mode != TicMode.Unknown && _mode != form.Mode))
        {
            throw new InvalidOperationException(
                _isOpen
                    ? $"{form.Name} is no label of the mode of this frame."
                    : "A group is part of a frame: begin one.");
        }

        if (!form.Accepts(horodate, data))
        {
            throw new ArgumentException(Explain(form, horodate, data));
        }

        _mode = form.Mode;
        Put(Lf);
        var start = _length;
        var separator = form.Mode == TicMode.Standard ? Tab : Space;
        Put(Names[(int)form.Label]);
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
        Put(Checksum.Compute(_buffer.AsSpan(start..(form.Mode == TicMode.Standard ? _length : end))));
        Put(Cr);
    }

    static LabelForm GetForm(TicLabel label) =>
        LabelForm.Find(label) is { } form
            ? form
            : throw new ArgumentException($"No meter sends a label {label}.", nameof(label));

    static ReadOnlySpan<byte> Digits(LabelForm form, long value, Span<byte> digits)
    {
        if (!LabelTable.IsNumber(form.Label))
        {
            throw new ArgumentException($"The data of {form.Name} is no number.", nameof(value));
        }

        if (!AsciiDigits.TryWrite(digits, value, form.Kind == ValueKind.Hex ? 16 : 10))
        {
            throw new ArgumentOutOfRangeException(
                nameof(value), value, $"{form.Name} has {form.Length} digits and no sign.");
        }

        return digits;
    }

    static string Explain(LabelForm form, ReadOnlySpan<byte> horodate, ReadOnlySpan<byte> data) =>
        horodate.IsEmpty != (form.Horodate == HorodateUse.None)
            ? $"{form.Name} is sent {(horodate.IsEmpty ? "with a horodate" : "without horodate")}."
            : !horodate.IsEmpty && (horodate[0] == Space) != (form.Horodate == HorodateUse.WithoutSeason)
                ? $"The horodate of {form.Name} has {(horodate[0] == Space ? "a season" : "a space as season")}."
                : $"{form.Name} cannot carry '{Encoding.ASCII.GetString(data)}'"
                    + (horodate.IsEmpty ? "." : $" at '{Encoding.ASCII.GetString(horodate)}'.");

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

    static byte[]? GetName(LabelForm? form) => form is null ? null : Encoding.ASCII.GetBytes(form.Name);
}
