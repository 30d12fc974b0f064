using System.Runtime.InteropServices;

namespace Oya.Proof;

/// <summary>Makes random faults in bytes, most of which occur on real ports.</summary>
public static class Fault
{
    static readonly byte[] Special =
        [0x02, 0x03, 0x04, 0x09, 0x0A, 0x0D, 0x00, 0x20, 0x7F, 0x80, 0x82, 0x83, 0x84, 0x8D, 0xFF];

    public static void Make(List<byte> bytes, ref Dice dice)
    {
        if (bytes.Count == 0)
        {
            bytes.Add(dice.From<byte>(Special));
            return;
        }

        var at = dice.Below(bytes.Count);
        var length = Math.Min(dice.Between(1, 60), bytes.Count - at);
        switch (dice.Below(13))
        {
            case 0:
                bytes[at] ^= (byte)(1 << dice.Below(8));
                break;
            case 1:
                bytes[at] = (byte)dice.Next();
                break;
            case 2:
                bytes[at] = dice.From<byte>(Special);
                break;
            case 3:
                bytes.Insert(at, dice.From<byte>(Special));
                break;
            case 4:
                bytes.RemoveAt(at);
                break;
            case 5:
                bytes.RemoveRange(at, length);
                break;
            case 6:
                bytes.InsertRange(dice.Below(bytes.Count), bytes.GetRange(at, length));
                break;
            case 7:
                var other = dice.Below(bytes.Count);
                (bytes[at], bytes[other]) = (bytes[other], bytes[at]);
                break;
            case 8:
                bytes[at] ^= 0x40;
                break;
            case 9:
                // One byte gains what a byte near it loses, so the checksum remains valid.
                var near = Math.Min(at + dice.Between(1, 6), bytes.Count - 1);
                var by = (byte)dice.Between(1, 16);
                bytes[at] += by;
                bytes[near] -= by;
                break;
            case 10 or 11:
                bytes[at] = dice.OneIn(4) ? (byte)dice.Next() : (byte)dice.Between(0x20, 0x7E);
                FixChecksum(bytes, at);
                break;
            default:
                dice.Fill(CollectionsMarshal.AsSpan(bytes).Slice(at, length));
                break;
        }
    }

    /// <summary>Corrects the checksum of the group at an offset, so that only its form can reveal the fault.</summary>
    static void FixChecksum(List<byte> bytes, int at)
    {
        int from = at, to = at;
        while (from > 0 && IsText(bytes[from - 1]))
        {
            from--;
        }

        while (to < bytes.Count - 1 && IsText(bytes[to + 1]))
        {
            to++;
        }

        var group = CollectionsMarshal.AsSpan(bytes)[from..(to + 1)];
        if (group.Length > 2)
        {
            var parityKept = group.ContainsAnyInRange((byte)0x80, (byte)0xFF);
            // The sum of standard mode includes the last separator. It does not depend on bit 7.
            group[^1] = Checksum.Compute(group[..^((group[^2] & 0x7F) == 9 ? 1 : 2)]);
            if (parityKept)
            {
                Lines.SetParity(group);
            }
        }
    }

    static bool IsText(byte b) => (b & 0x7F) is 9 or >= 0x20;
}
