namespace Oya.Simulation;

/// <summary>
/// Damages bytes of a line at a given rate, each independently. Seven in ten damaged bytes have one flipped bit, as on
/// a real line. The others are replaced, dropped or doubled. The distance to the next damaged byte is drawn in advance,
/// so undamaged bytes cost nothing.
/// </summary>
sealed class NoisyLine
{
    readonly double _logOfClean;
    readonly Dice _dice;
    long _draws;
    long _clean;

    public NoisyLine(double rate, Dice dice)
    {
        _logOfClean = Math.Log(1 - rate);
        _dice = dice;
        _clean = CleanBytes();
    }

    public NoiseReport Report { get; private set; }

    public void Send(ReadOnlySpan<byte> bytes, ByteBuffer to)
    {
        while (_clean < bytes.Length)
        {
            to.Append(bytes[..(int)_clean]);
            Damage(bytes[(int)_clean], to);
            bytes = bytes[(int)(_clean + 1)..];
            _clean = CleanBytes();
        }

        to.Append(bytes);
        _clean -= bytes.Length;
    }

    void Damage(byte value, ByteBuffer to)
    {
        var draw = Draw();
        var choice = draw >> 32;
        switch (draw % 10)
        {
            case <= 6:
                to.Append((byte)(value ^ (1 << (int)(choice % 8))));
                Report = Report with { Flipped = Report.Flipped + 1 };
                break;
            case 7:
                // 1 to 127 steps around the 128 seven-bit values, so the result is never the same byte.
                to.Append((byte)((value + 1 + (int)(choice % 127)) & 0x7F));
                Report = Report with { Replaced = Report.Replaced + 1 };
                break;
            case 8:
                Report = Report with { Dropped = Report.Dropped + 1 };
                break;
            default:
                to.Append(value);
                to.Append(value);
                Report = Report with { Doubled = Report.Doubled + 1 };
                break;
        }
    }

    /// <summary>
    /// The number of clean bytes before the next damaged one: geometrically distributed, by inversion.
    /// </summary>
    long CleanBytes()
    {
        var uniform = ((Draw() >> 11) + 1) * (1.0 / (1UL << 53));
        return (long)Math.Min(Math.Log(uniform) / _logOfClean, 1e15);
    }

    ulong Draw() => _dice.At(Purpose.Noise, _draws++);
}
