using System.Numerics;
using System.Text;

namespace Oya.Teleinfo.Tests;

/// <summary>
/// Frames as meters send them, with invented addresses. No two groups of a stream have the same label and value, so
/// that a value at the wrong place is seen.
/// </summary>
static class TestFrames
{
    public static readonly Instant Start = new(1_780_000_000);

    /// <summary>Standard mode, one label of each form, 17 groups.</summary>
    public static byte[] Standard(int i) => Frame(w =>
    {
        var now = Horodate.FromInstant(Start.AddSeconds(i));
        w.WriteGroup(TicLabel.ADSC, "041876000321"u8);
        w.WriteGroup(TicLabel.DATE, now, ""u8);
        w.WriteGroup(TicLabel.NGTF, "H PLEINE/CREUSE "u8);
        w.WriteGroup(TicLabel.EAST, 21_004_376 + i);
        w.WriteGroup(TicLabel.EASF01, 14_876_531 + i);
        w.WriteGroup(TicLabel.EASF02, 6_127_845 + i);
        w.WriteGroup(TicLabel.EASD01, 21_004_377 + i);
        w.WriteGroup(TicLabel.IRMS1, 3 + i);
        w.WriteGroup(TicLabel.URMS1, 228 + i);
        w.WriteGroup(TicLabel.SINSTS, 731 + i);
        w.WriteGroup(TicLabel.SMAXSN, now, 4510 + i);
        w.WriteGroup(TicLabel.CCASN, now, 740 + i);
        w.WriteGroup(TicLabel.STGE, Encoding.ASCII.GetBytes($"003A{0x4401 + i:X4}"));
        w.WriteGroup(TicLabel.DPM1, new(' ', now.Local), "00"u8);
        w.WriteGroup(TicLabel.MSG1, Encoding.ASCII.GetBytes($"PAS DE          MESSAGE {i:D8}"));
        w.WriteGroup(TicLabel.PRM, 12_345_678_901_230 + i);
        w.WriteGroup(TicLabel.NTARF, (2 + i) % 100);
    });

    /// <summary>Every label of one mode, in the order of the specification.</summary>
    public static byte[] All(TicMode mode, int i) => From(LabelForm.All.Where(form => form.Mode == mode), i);

    /// <summary>Some labels, in the order of the specification.</summary>
    public static byte[] From(IEnumerable<LabelForm> labels, int i) => Frame(w =>
    {
        foreach (var form in labels.OrderBy(form => form.Label))
        {
            var data = SampleValues.Data(form, i);
            if (form.Horodate == HorodateUse.None)
            {
                w.WriteGroup(form.Label, data);
            }
            else
            {
                w.WriteGroup(form.Label, SampleValues.Time(form, i), data);
            }
        }
    });

    /// <summary>Historic mode, single-phase, peak and off-peak: PTEC has a space as checksum.</summary>
    public static byte[] Historic(int i) => Frame(w =>
    {
        w.WriteGroup(TicLabel.ADCO, "041876000321"u8);
        w.WriteGroup(TicLabel.OPTARIF, "HC.."u8);
        w.WriteGroup(TicLabel.ISOUSC, 45);
        w.WriteGroup(TicLabel.HCHC, 14_876_531 + i);
        w.WriteGroup(TicLabel.HCHP, 6_127_845 + i);
        w.WriteGroup(TicLabel.PTEC, "HP.."u8);
        w.WriteGroup(TicLabel.IINST, 3 + i);
        w.WriteGroup(TicLabel.IMAX, 90);
        w.WriteGroup(TicLabel.PAPP, 730 + i);
        w.WriteGroup(TicLabel.HHPHC, "A"u8);
        w.WriteGroup(TicLabel.MOTDETAT, "000000"u8);
    });

    /// <summary>Historic mode, three-phase.</summary>
    public static byte[] ThreePhases(int i, ReadOnlySpan<byte> missing)
    {
        var phases = missing.ToArray();
        return Frame(w =>
        {
            w.WriteGroup(TicLabel.ADCO, "041876000321"u8);
            w.WriteGroup(TicLabel.OPTARIF, "BASE"u8);
            w.WriteGroup(TicLabel.ISOUSC, 60);
            w.WriteGroup(TicLabel.BASE, 14_876_531 + i);
            w.WriteGroup(TicLabel.PTEC, "TH.."u8);
            w.WriteGroup(TicLabel.IINST1, 3 + i);
            w.WriteGroup(TicLabel.IINST2, 30 + i);
            w.WriteGroup(TicLabel.IINST3, 7 + i);
            w.WriteGroup(TicLabel.PAPP, 730 + i);
            w.WriteGroup(TicLabel.MOTDETAT, "000000"u8);
            w.WriteGroup(TicLabel.PPOT, phases);
        });
    }

    /// <summary>Historic mode, three-phase, while a phase exceeds its setting.</summary>
    public static byte[] Short(int i) => Frame(w =>
    {
        w.WriteGroup(TicLabel.ADIR2, 31 + i);
        w.WriteGroup(TicLabel.ADCO, "041876000321"u8);
        w.WriteGroup(TicLabel.IINST1, 3 + i);
        w.WriteGroup(TicLabel.IINST2, 30 + i);
        w.WriteGroup(TicLabel.IINST3, 7 + i);
    });

    /// <summary>A meter on standby: its address alone.</summary>
    public static byte[] Standby(int i) => Frame(w => w.WriteGroup(TicLabel.ADCO, 41_876_000_321 + 0 * i));

    /// <summary>Two frames to learn from are whole; in each of the others one of the lower bits is flipped.</summary>
    public static byte[] DamagedStream(Func<int, byte[]> frame, int count, int seed)
    {
        var random = new Random(seed);
        return [.. frame(count), .. frame(count + 1), .. Enumerable.Range(0, count).SelectMany(i =>
        {
            var bytes = frame(i);
            bytes[random.Next(1, bytes.Length - 1)] ^= (byte)(1 << random.Next(7));
            return bytes;
        })];
    }

    public static byte[] Stream(Func<int, byte[]> frame, int count) =>
        [.. Enumerable.Range(0, count).SelectMany(frame)];

    public static byte[] Frame(Action<TicWriter> write)
    {
        var writer = new TicWriter();
        writer.BeginFrame();
        write(writer);
        writer.EndFrame();
        return writer.Written.ToArray();
    }

    /// <summary>A frame of groups given as text up to the end of their data, with right checksums: of any label.</summary>
    public static byte[] Raw(TicMode mode, params string[] groups) =>
    [
        0x02,
        .. groups.SelectMany(text => mode == TicMode.Standard
            ? Encoding.ASCII.GetBytes($"\n{text}\t{(char)Checksum.Compute(Encoding.ASCII.GetBytes(text + '\t'))}\r")
            : Encoding.ASCII.GetBytes($"\n{text} {(char)Checksum.Compute(Encoding.ASCII.GetBytes(text))}\r")),
        0x03,
    ];

    /// <summary>As a port opened 8N1 gives it.</summary>
    public static byte[] KeepParity(byte[] bytes) =>
        [.. bytes.Select(b => (byte)(b | ((BitOperations.PopCount(b) & 1) << 7)))];

    /// <summary>As a terminal in cooked mode gives it: CR became LF, and ETX (^C) is gone.</summary>
    public static byte[] Cook(byte[] bytes) =>
        [.. bytes.Where(b => b != 0x03).Select(b => b == (byte)'\r' ? (byte)'\n' : b)];

    public static byte[] Replace(byte[] bytes, string what, string by)
    {
        var text = Encoding.Latin1.GetString(bytes);
        Assert.Contains(what, text);
        return Encoding.Latin1.GetBytes(text.Replace(what, by));
    }
}
