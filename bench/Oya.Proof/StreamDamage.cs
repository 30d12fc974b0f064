namespace Oya.Proof;

/// <summary>What happens to a frame on a bad line.</summary>
public enum StreamDamageKind
{
    BitFlip, Bit6Flip, LostBytes, InsertedBytes, EndOfTransmission, CutShort, HeadLost, NoStx, NoEtx,
}

/// <summary>A stretch of a frame that came as other bytes, or not at all; of any length, also none.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="From">The first byte of the frame that did not come.</param>
/// <param name="To">The first byte after it that came.</param>
/// <param name="Instead">What came in their place.</param>
public readonly record struct StreamDamage(StreamDamageKind Kind, int From, int To, byte[] Instead)
{
    static readonly StreamDamageKind[] Kinds = Enum.GetValues<StreamDamageKind>();

    /// <summary>Draws one for a frame, as the line carries it.</summary>
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
            // The meter stops where it is; or a byte became an EOT.
            StreamDamageKind.EndOfTransmission => new(
                kind, at, dice.OneIn(2) ? frame.Length : at + 1, [parityKept ? (byte)0x84 : (byte)0x04]),
            StreamDamageKind.CutShort => new(kind, at, frame.Length, []),
            StreamDamageKind.HeadLost => new(kind, 0, at, []),
            StreamDamageKind.NoStx => new(kind, 0, 1, []),
            _ => new(kind, frame.Length - 1, frame.Length, []),
        };
    }

    /// <summary>Whether none of the bytes from one place to another was touched, nor parted.</summary>
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
