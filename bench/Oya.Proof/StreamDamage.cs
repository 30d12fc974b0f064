namespace Oya.Proof;

/// <summary>The kinds of damage to a frame on a bad line.</summary>
public enum StreamDamageKind
{
    BitFlip, Bit6Flip, LostBytes, InsertedBytes, EndOfTransmission, CutShort, HeadLost, NoStx, NoEtx,
}

/// <summary>A range of a frame, of any length including 0, that arrived as other bytes or not at all.</summary>
/// <param name="Kind">The kind of damage.</param>
/// <param name="From">Offset of the first byte that did not arrive.</param>
/// <param name="To">Offset of the first byte after it that did arrive.</param>
/// <param name="Instead">The bytes that arrived in place of the range.</param>
public readonly record struct StreamDamage(StreamDamageKind Kind, int From, int To, byte[] Instead)
{
    static readonly StreamDamageKind[] Kinds = Enum.GetValues<StreamDamageKind>();

    /// <summary>Draws the damage of a frame, in its bytes on the line.</summary>
    public static StreamDamage Draw(ReadOnlySpan<byte> frame, bool parityKept, ref Dice dice)
    {
        var kind = dice.From<StreamDamageKind>(Kinds);
        var at = dice.Below(frame.Length);
        var some = dice.Between(1, 12);
        var bit = kind == StreamDamageKind.Bit6Flip ? 6 : dice.Below(parityKept ? 8 : 7);
        return kind switch
        {
            StreamDamageKind.BitFlip or StreamDamageKind.Bit6Flip => new(kind, at, at + 1, [(byte)(frame[at] ^ (1 << bit))]),
            StreamDamageKind.LostBytes => new(kind, at, Math.Min(at + some, frame.Length), []),
            StreamDamageKind.InsertedBytes => new(kind, at, at, Noise(some, parityKept, ref dice)),
            // The meter stops at this byte, or the byte became EOT.
            StreamDamageKind.EndOfTransmission => new(
                kind, at, dice.OneIn(2) ? frame.Length : at + 1, [parityKept ? (byte)0x84 : (byte)0x04]),
            StreamDamageKind.CutShort => new(kind, at, frame.Length, []),
            StreamDamageKind.HeadLost => new(kind, 0, at, []),
            StreamDamageKind.NoStx => new(kind, 0, 1, []),
            _ => new(kind, frame.Length - 1, frame.Length, []),
        };
    }

    /// <summary>True when no byte of a range was damaged, and no bytes were inserted into the range.</summary>
    public bool Spares(int from, int to) => to <= From || from >= To && !(From == To && from < From);

    static byte[] Noise(int length, bool parityKept, ref Dice dice)
    {
        var bytes = new byte[length];
        dice.Fill(bytes);
        for (var i = 0; !parityKept && i < length; i++)
        {
            bytes[i] &= 0x7F;
        }

        return bytes;
    }
}
