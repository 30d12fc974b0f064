using System.Buffers.Binary;

namespace Oya.Teleinfo;

/// <summary>
/// A day profile: eleven blocks <c>HHMMSSSS</c> (hour, minute, action in hexadecimal digits) or <c>NONUTILE</c>,
/// separated by spaces (Enedis-NOI-CPT_54E §6.2.3.22).
/// </summary>
static class DayProfile
{
    /// <summary>Bytes of a profile: eleven blocks of eight and ten spaces.</summary>
    public const int Length = 98;

    public const int BlockLength = 8;

    /// <summary>The slots in use, in order; false when the text is not a profile.</summary>
    public static bool TryParse(ReadOnlySpan<byte> data, out DayProfileSlot[] slots)
    {
        slots = [];
        if (!IsWellFormed(data))
        {
            return false;
        }

        var used = new List<DayProfileSlot>();
        for (var at = 0; at < Length; at += BlockLength + 1)
        {
            var block = data.Slice(at, BlockLength);
            if (block.SequenceEqual("NONUTILE"u8))
            {
                continue;
            }

            _ = AsciiDigits.TryParse(block[..2], out var hour);
            _ = AsciiDigits.TryParse(block[2..4], out var minute);
            _ = AsciiDigits.TryParseHex(block[4..], out var action);
            // Bits 15-14 dry contact, 10-4 virtual contacts 7..1, 3-0 register (0 and 11..15: no change).
            var register = (int)(action & 0xF);
            used.Add(new(
                new((int)hour, (int)minute), (ContactAction)(action >> 14), (int)(action >> 4) & 0x7F,
                register <= 10 ? register : 0));
        }

        slots = [.. used];
        return true;
    }

    public static bool IsSeparator(int at) => at % (BlockLength + 1) == BlockLength;

    public static bool IsWellFormed(ReadOnlySpan<byte> data)
    {
        if (data.Length != Length)
        {
            return false;
        }

        for (var at = BlockLength; at < Length; at += BlockLength + 1)
        {
            if (data[at] != ' ')
            {
                return false;
            }
        }

        return AreBlocks(data);
    }

    /// <summary>True when the eleven blocks are slots or unused; what is between them was seen to be spaces.</summary>
    public static bool AreBlocks(ReadOnlySpan<byte> data)
    {
        for (var at = 0; at < Length; at += BlockLength + 1)
        {
            var block = BinaryPrimitives.ReadUInt64LittleEndian(data[at..]);
            if (block == Unused && data[at..].SequenceEqual(AllUnused[at..]))
            {
                return true;
            }

            if (block != Unused && !IsSlot(block))
            {
                return false;
            }
        }

        return true;
    }

    // Slots come first.
    static ReadOnlySpan<byte> AllUnused =>
        "NONUTILE NONUTILE NONUTILE NONUTILE NONUTILE NONUTILE NONUTILE NONUTILE NONUTILE NONUTILE NONUTILE"u8;

    // "NONUTILE" as a number.
    const ulong Unused = 0x454C_4954_554E_4F4E;

    // HHMMSSSS as a number, the first character lowest.
    static bool IsSlot(ulong block)
    {
        // Of each of the first four a digit: a byte below '0' borrows, one above '9' carries into its highest bit.
        var time = (uint)block - 0x3030_3030;
        var isTime = ((time | (time + 0x7676_7676)) & 0x8080_8080) == 0;
        var hour = (time & 0xFF) * 10 + (time >> 8 & 0xFF);
        var isAction = AsciiDigits.AreHex((byte)(block >> 32), (byte)(block >> 40), (byte)(block >> 48), (byte)(block >> 56));
        return isTime && hour <= 23 && (time >> 16 & 0xFF) <= 5 && isAction;
    }
}
