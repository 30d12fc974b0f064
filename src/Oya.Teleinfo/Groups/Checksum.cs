namespace Oya.Teleinfo;

/// <summary>
/// The checksum of a group: the sum of its bytes, cut to six bits, made printable (Enedis-NOI-CPT_54E §5.3.6).
/// In standard mode the sum takes in the separator before the checksum, in historic mode it does not.
/// It cannot see bits 6 and 7 of any byte, nor an exchange of two bytes.
/// </summary>
public static class Checksum
{
    /// <summary>The checksum byte, 0x20..0x5F, of bytes that begin at the label.</summary>
    public static byte Of(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        foreach (var b in bytes)
        {
            sum += b;
        }

        return FromSum(sum);
    }

    internal static byte FromSum(int sum) => (byte)((sum & 0x3F) + 0x20);
}
