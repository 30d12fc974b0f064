namespace Oya.Proof;

/// <summary>
/// What noise does to a stream in one place. Damage of several bytes falls within <see cref="Span"/> bytes, about three
/// groups: spread over a whole frame it would hardly ever meet twice in one group, where the checksum is weak.
/// </summary>
/// <param name="Name">In words.</param>
/// <param name="Goal">How many wrong values may be accepted.</param>
/// <param name="Damage">
/// Damages bytes from a place on, where each byte has a number of bits (7, or 8 with parity), and returns their new
/// count: there may be one more than before.
/// </param>
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
        Span<int> places = [0, 0, 0];
        for (var i = 0; i < count; i++)
        {
            places[i] = i == 0 ? 0 : OtherPlace(ref dice, places[..i]);
            bytes[places[i]] ^= (byte)(1 << dice.Below(bits));
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
        bytes[OtherPlace(ref dice, [0])] ^= (byte)dice.Between(1, (1 << bits) - 1);
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
        // Two that are equal would be no damage.
        var other = 1;
        for (var tries = 0; tries < 8 && bytes[other] == bytes[0]; tries++)
        {
            other = dice.Between(1, Span - 1);
        }

        (bytes[0], bytes[other]) = (bytes[other], bytes[0]);
        return bytes.Length - 1;
    }

    static int OtherPlace(ref Dice dice, ReadOnlySpan<int> taken)
    {
        int place;
        do
        {
            place = dice.Below(Span);
        }
        while (taken.Contains(place));

        return place;
    }
}

/// <param name="dice">Where the damage comes from.</param>
/// <param name="bytes">From the place of the damage to the end, and room for one byte more.</param>
/// <param name="bits">Bits of a byte on this line.</param>
/// <returns>How many bytes there are now.</returns>
public delegate int DamageOf(ref Dice dice, Span<byte> bytes, int bits);

/// <summary>
/// Trials in a million that may give a wrong number, date, hexadecimal, code or address; null: none is set.
/// </summary>
/// <param name="Plain">Of a stream whose bytes have 7 bits.</param>
/// <param name="Parity">Of one that keeps parity.</param>
/// <param name="Believed">Of either, in a frame without doubt.</param>
public sealed record Goal(double? Plain = null, double? Parity = null, double? Believed = null);
