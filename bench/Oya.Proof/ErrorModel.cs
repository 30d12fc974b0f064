namespace Oya.Proof;

/// <summary>
/// The damage that noise does to a stream at one offset. Damage of several bytes falls within <see cref="Span"/> bytes,
/// about three groups. Spread over a whole frame, it would hardly ever hit one group twice, which is where the checksum
/// is weak.
/// </summary>
/// <param name="Name">The name, which is also that of the row in the table of results.</param>
/// <param name="Goal">The limit of wrong values.</param>
/// <param name="Damage">The function that damages the bytes.</param>
public sealed record ErrorModel(string Name, Goal Goal, DamageOf Damage)
{
    /// <summary>Bytes within which the damage falls.</summary>
    public const int Span = 64;

    public static IReadOnlyList<ErrorModel> All { get; } =
    [
        new("1 bit flipped", new(0, 0), (ref Dice dice, Span<byte> bytes, int bits) => Flip(ref dice, bytes, bits, 1)),
        new("2 bits flipped, in different bytes", new(4000, 0),
            (ref Dice dice, Span<byte> bytes, int bits) => Flip(ref dice, bytes, bits, 2)),
        new("3 bits flipped, in different bytes", new(4000, 0),
            (ref Dice dice, Span<byte> bytes, int bits) => Flip(ref dice, bytes, bits, 3)),
        new("2 bits flipped, in one byte", new(4000, 4000), FlipTwoInOne),
        new("2 bytes replaced at random", new(), ReplaceTwo),
        new("8 bytes in a row at random", new(), Burst),
        new("1 to 40 bytes in a row lost", new(Believed: 1), Splice),
        new("1 byte lost", new(), (ref Dice dice, Span<byte> bytes, int bits) => Drop(bytes, 1)),
        new("1 byte doubled", new(), Double),
        new("2 bytes exchanged", new(), Exchange),
    ];

    static int Flip(ref Dice dice, Span<byte> bytes, int bits, int count)
    {
        Span<int> offsets = [0, 0, 0];
        for (var i = 0; i < count; i++)
        {
            offsets[i] = i == 0 ? 0 : OtherOffset(ref dice, offsets[..i]);
            bytes[offsets[i]] ^= (byte)(1 << dice.Below(bits));
        }

        return bytes.Length - 1;
    }

    static int FlipTwoInOne(ref Dice dice, Span<byte> bytes, int bits)
    {
        var first = dice.Below(bits);
        var second = (first + dice.Between(1, bits - 1)) % bits;
        bytes[0] ^= (byte)((1 << first) | (1 << second));
        return bytes.Length - 1;
    }

    static int ReplaceTwo(ref Dice dice, Span<byte> bytes, int bits)
    {
        bytes[0] ^= (byte)dice.Between(1, (1 << bits) - 1);
        bytes[OtherOffset(ref dice, [0])] ^= (byte)dice.Between(1, (1 << bits) - 1);
        return bytes.Length - 1;
    }

    static int Burst(ref Dice dice, Span<byte> bytes, int bits)
    {
        dice.Fill(bytes[..8]);
        for (var i = 0; bits < 8 && i < 8; i++)
        {
            bytes[i] &= 0x7F;
        }

        return bytes.Length - 1;
    }

    static int Splice(ref Dice dice, Span<byte> bytes, int bits) => Drop(bytes, dice.Between(1, 40));

    static int Drop(Span<byte> bytes, int count)
    {
        bytes[count..].CopyTo(bytes);
        return bytes.Length - 1 - count;
    }

    static int Double(ref Dice dice, Span<byte> bytes, int bits)
    {
        bytes[..^1].CopyTo(bytes[1..]);
        return bytes.Length;
    }

    static int Exchange(ref Dice dice, Span<byte> bytes, int bits)
    {
        // An exchange of two equal bytes is no damage.
        var other = 1;
        for (var tries = 0; tries < 8 && bytes[other] == bytes[0]; tries++)
        {
            other = dice.Between(1, Span - 1);
        }

        (bytes[0], bytes[other]) = (bytes[other], bytes[0]);
        return bytes.Length - 1;
    }

    static int OtherOffset(ref Dice dice, ReadOnlySpan<int> taken)
    {
        int offset;
        do
        {
            offset = dice.Below(Span);
        }
        while (taken.Contains(offset));

        return offset;
    }
}

/// <summary>Damages the bytes of a stream from an offset on.</summary>
/// <param name="dice">The source of the random numbers.</param>
/// <param name="bytes">The bytes from the offset to the end of the stream, with room for one more byte.</param>
/// <param name="bits">Bits of a byte on this line: 7, or 8 with parity.</param>
/// <returns>The new count of bytes, which may be one more than before.</returns>
public delegate int DamageOf(ref Dice dice, Span<byte> bytes, int bits);

/// <summary>
/// The most trials in a million that may give a wrong number, date, hexadecimal, code or address; null without a limit.
/// </summary>
/// <param name="Plain">The limit for a stream of 7-bit bytes.</param>
/// <param name="Parity">The limit for a stream with parity bits.</param>
/// <param name="Believed">The limit for both, for values in a frame without anomaly.</param>
public sealed record Goal(double? Plain = null, double? Parity = null, double? Believed = null);
