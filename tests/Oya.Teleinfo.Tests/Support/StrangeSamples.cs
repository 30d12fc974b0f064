using System.Text;

namespace Oya.Teleinfo.Tests;

/// <summary>
/// The files of samples/strange: each has one defect and invented addresses. Most have three frames, and the defect in
/// the second.
/// </summary>
static class StrangeSamples
{
    public static IReadOnlyDictionary<string, (string Defect, byte[] Bytes)> All { get; } = Make().ToDictionary(
        sample => sample.Name + ".tic", sample => (sample.Defect, sample.Bytes));

    static IEnumerable<(string Name, string Defect, byte[] Bytes)> Make()
    {
        yield return ("missing-etx", "the ETX of the second frame was lost", Second(b => Without(b, "\x03")));
        yield return ("missing-stx", "the STX of the second frame was lost", Second(b => Without(b, "\x02")));
        yield return ("bad-checksum", "a 7 became a 6 on the line", Second(b => Change(b, "021004377", "021004376")));
        yield return (
            "bit-6-flip", "a 4 became a t: the 6-bit checksum is still valid",
            Second(b => Change(b, "021004377", "02100t377")));
        yield return (
            "two-spaces-more", "NGTF with two more spaces: the checksum is still valid",
            Second(b => Change(b, "CREUSE ", "CREUSE   ")));
        yield return (
            "digit-became-line-break", "a digit became LF: one group in two halves",
            Second(b => Change(b, "021004377", "02100\n377")));
        yield return (
            "glued-groups", "the LF of a group became 0x0E and the CR before it 0x0C",
            Second(b => Change(b, "\r\nEASF02", "\x0c\x0e" + "EASF02")));
        yield return (
            "stx-in-group", "a byte of a value became STX",
            Second(b => Change(b, "021004377", "0210\x02" + "4377")));
        yield return (
            "etx-in-group", "a byte of a value became ETX",
            Second(b => Change(b, "021004377", "0210\x03" + "4377")));
        yield return (
            "eot-in-frame", "the meter stopped between two groups, sent EOT, and started again",
            Second(b => Cut(b, "\nURMS1", "\x04")));
        yield return (
            "eot-in-group", "the meter stopped inside a group, sent EOT, and started again",
            Second(b => Cut(b, "RMS1\t2", "\x04")));
        yield return ("cr-became-lf", "a terminal turned CR into LF", Historic(b => Change(b, "\r", "\n")));
        yield return ("cooked-terminal", "a terminal turned CR into LF and dropped ETX", Historic(TestFrames.Cook));
        yield return ("no-stx", "a text copy without STX and ETX", Historic(b => Without(Without(b, "\x02"), "\x03")));
        yield return (
            "nul-bytes-first", "a recorder that wrote NUL bytes first",
            [.. new byte[64], .. TestFrames.Historic(0)]);
        yield return (
            "truncated-head-and-tail", "a capture that starts and ends inside a group",
            Historic(b => b[40..^60]));
        yield return ("parity-kept", "a port opened 8N1: bit 7 is the parity bit", Standard(TestFrames.KeepParity));
        yield return (
            "parity-kept-one-wrong", "the same, with one wrong bit in the second frame",
            Standard(WithOneWrongBit));
        yield return (
            "mode-change", "historic, then standard, as after a switch by the distributor",
            [.. TestFrames.Historic(0), .. TestFrames.Standard(1), .. TestFrames.Standard(2)]);
        yield return (
            "mode-change-in-frame", "a switch in the middle of a frame",
            [.. TestFrames.Historic(0), .. TestFrames.Historic(1)[..77], .. TestFrames.Standard(2)]);
        yield return ("space-checksum", "no defect: the checksum of PTEC HP.. is a space", Historic(b => b));
        yield return (
            "short-frames", "no defect: three-phase overrun, short frames with ADIR",
            [.. TestFrames.Stream(TestFrames.Short, 4), .. TestFrames.All(TicMode.Historic, 1)]);
        yield return (
            "standby", "no defect: a meter on standby sends only its address",
            TestFrames.Stream(TestFrames.Standby, 3));
        yield return (
            "degraded-clock", "the clock lost its autonomy: the season letter is lower case",
            Standard(Degrade));
        yield return (
            "adps-glued", "a defect of some meters: the value is glued to ADPS, with a valid checksum",
            [
                .. TestFrames.Historic(0),
                .. TestFrames.Raw(TicMode.Historic, "ADCO 041876000321", "BASE 014876532", "ADPS037 037"),
            ]);
        yield return (
            "unknown-label", "a label that is in no specification, with a valid checksum",
            [
                .. TestFrames.Standard(0),
                .. TestFrames.Raw(TicMode.Standard, "ADSC\t041876000321", "NEWLABEL\t42", "EAST\t021004377"),
            ]);
        yield return (
            "industrial-meter", "a PME-PMI meter: units in the values, spaces in the data, unknown labels",
            TestFrames.Raw(
                TicMode.Historic,
                "TRAME LONGUE",
                "MESURES1 BT 4 SUP36",
                "DATE 15/07/15 17:59:40",
                "EA_s 001234567Wh",
                "PMAX_s 12kVA"));
        yield return ("line-noise", "one byte in a hundred is replaced", Noise());
    }

    static byte[] Standard(Func<byte[], byte[]> change) => change(TestFrames.Stream(TestFrames.Standard, 3));

    static byte[] Historic(Func<byte[], byte[]> change) => change(TestFrames.Stream(TestFrames.Historic, 3));

    static byte[] Second(Func<byte[], byte[]> change) =>
        [.. TestFrames.Standard(0), .. change(TestFrames.Standard(1)), .. TestFrames.Standard(2)];

    static byte[] Change(byte[] bytes, string what, string by) => TestFrames.Replace(bytes, what, by);

    static byte[] Without(byte[] bytes, string what) => TestFrames.Replace(bytes, what, "");

    static byte[] Cut(byte[] bytes, string before, string by)
    {
        var at = Encoding.Latin1.GetString(bytes).IndexOf(before, StringComparison.Ordinal);
        return [.. bytes[..at], .. Encoding.Latin1.GetBytes(by)];
    }

    static byte[] WithOneWrongBit(byte[] bytes)
    {
        var kept = TestFrames.KeepParity(bytes);
        kept[kept.Length / 2] ^= 1;
        return kept;
    }

    // Changes only the letter of DATE and its checksum: 0x45 to 0x65 is 0x20 more, modulo 64.
    static byte[] Degrade(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length - 5; at++)
        {
            if (bytes.AsSpan(at).StartsWith("DATE\t"u8))
            {
                bytes[at + 5] |= 0x20;
                var sum = at + bytes.AsSpan(at).IndexOf((byte)'\r') - 1;
                bytes[sum] = (byte)((((bytes[sum] - 0x20) + 0x20) & 0x3F) + 0x20);
            }
        }

        return bytes;
    }

    static byte[] Noise()
    {
        var random = new Random(20);
        return [.. TestFrames.Stream(TestFrames.Standard, 8).Select(b => random.Next(100) == 0 ? (byte)random.Next(128) : b)];
    }
}
