using System.Text;

namespace Oya.Teleinfo.Tests;

/// <summary>The damage that lines, ports, terminals and recorders cause. A seed makes it reproducible.</summary>
static class Mutations
{
    static readonly byte[] Special = [0x02, 0x03, 0x04, 0x09, 0x0A, 0x0D, 0x00, 0x20, 0x7F, 0x80, 0x82, 0x83, 0x84, 0x8D, 0xFF];

    public static byte[] From(byte[] bytes, int seed)
    {
        var random = new Random(seed);
        var list = bytes.ToList();
        for (var count = random.Next(1, 9); count > 0; count--)
        {
            Mutate(list, random);
        }

        return [.. list];
    }

    static void Mutate(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        if (at == bytes.Count)
        {
            bytes.Add(Special[random.Next(Special.Length)]);
            return;
        }

        var length = Math.Min(random.Next(1, 60), bytes.Count - at);
        switch (random.Next(11))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes[at] = Special[random.Next(Special.Length)];
                break;
            case 3:
                bytes.RemoveAt(at);
                break;
            case 4:
                bytes.Insert(at, bytes[at]);
                break;
            case 5:
                bytes.Insert(at, Special[random.Next(Special.Length)]);
                break;
            case 6:
                bytes.RemoveRange(at, length);
                break;
            case 7:
                bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                break;
            case 8:
                var other = random.Next(bytes.Count);
                (bytes[at], bytes[other]) = (bytes[other], bytes[at]);
                break;
            case 9:
                bytes[at] ^= 0x40;
                break;
            default:
                for (var i = at; i < at + length; i++)
                {
                    bytes[i] = (byte)random.Next(256);
                }

                break;
        }
    }

    /// <summary>Formats bytes for a message, with the names of control characters.</summary>
    public static string Show(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (var b in bytes)
        {
            _ = b switch
            {
                2 => text.Append("<STX>"),
                3 => text.Append("<ETX>"),
                4 => text.Append("<EOT>"),
                9 => text.Append("<HT>"),
                10 => text.Append("<LF>"),
                13 => text.Append("<CR>"),
                < 32 or > 126 => text.Append($"<{b:X2}>"),
                _ => text.Append((char)b),
            };
        }

        return text.ToString();
    }
}
