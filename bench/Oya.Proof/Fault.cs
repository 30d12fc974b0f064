namespace Oya.Proof;

/// <summary>Changes made to bytes of any kind, of which a port knows most.</summary>
public static class Fault
{
    static readonly byte[] Special =
        [0x02, 0x03, 0x04, 0x09, 0x0A, 0x0D, 0x00, 0x20, 0x7F, 0x80, 0x82, 0x83, 0x84, 0x8D, 0xFF];

    public static void Make(List<byte> bytes, ref Dice dice)
    {
        if (bytes.Count == 0)
        {
            bytes.Add(dice.Of<byte>(Special));
            return;
        }

        var at = dice.Below(bytes.Count);
        var length = Math.Min(dice.Between(1, 60), bytes.Count - at);
        switch (dice.Below(10))
        {
            case 0:
                bytes[at] ^= (byte)(1 << dice.Below(8));
                break;
            case 1:
                bytes[at] = (byte)dice.Next();
                break;
            case 2:
                bytes[at] = dice.Of<byte>(Special);
                break;
            case 3:
                bytes.Insert(at, dice.Of<byte>(Special));
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
            default:
                dice.Fill(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes).Slice(at, length));
                break;
        }
    }
}
