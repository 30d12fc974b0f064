using System.Text;
using Oya.Teleinfo;

namespace Oya.Benchmarks;

/// <summary>Streams as ports give them, of invented meters whose values move from frame to frame.</summary>
static class Streams
{
    static readonly Instant Start = new(1_780_000_000);

    /// <summary>A Linky, single-phase, standard mode, with its load curve: 38 groups, 865 bytes a frame.</summary>
    public static byte[] Standard(int frames) => Write(frames, WriteStandard);

    /// <summary>A Linky, single-phase, historic mode, peak and off-peak: 11 groups, 170 bytes a frame.</summary>
    public static byte[] Historic(int frames) => Write(frames, WriteHistoric);

    /// <summary>The standard stream on a bad line: one byte in a thousand has a flipped bit, most frames a bad group.</summary>
    public static byte[] Noisy(int frames)
    {
        var bytes = Standard(frames);
        var random = new Random(1);
        for (var at = random.Next(2000); at < bytes.Length; at += random.Next(1, 2000))
        {
            bytes[at] ^= (byte)(1 << random.Next(7));
        }

        return bytes;
    }

    static byte[] Write(int frames, Action<TicWriter, int> frame)
    {
        var writer = new TicWriter();
        for (var i = 0; i < frames; i++)
        {
            writer.BeginFrame();
            frame(writer, i);
            writer.EndFrame();
        }

        return writer.Written.ToArray();
    }

    static void WriteStandard(TicWriter w, int i)
    {
        var now = Horodate.Of(Start + i);
        var halfHour = Horodate.Of(Start - Start.UnixSeconds % 1800);
        w.Group(TicLabel.ADSC, "041876000321"u8);
        w.Group(TicLabel.VTIC, 2);
        w.Group(TicLabel.DATE, now, ""u8);
        w.Group(TicLabel.NGTF, "H PLEINE/CREUSE "u8);
        w.Group(TicLabel.LTARF, "  HEURE  PLEINE "u8);
        w.Group(TicLabel.EAST, 21_004_376 + i);
        for (var register = 0; register < 10; register++)
        {
            w.Group(TicLabel.EASF01 + (byte)register, register < 2 ? 10_502_188 + i / 2 : 0);
        }

        for (var register = 0; register < 4; register++)
        {
            w.Group(TicLabel.EASD01 + (byte)register, register < 2 ? 10_502_188 + i / 2 : 0);
        }

        w.Group(TicLabel.IRMS1, 3 + i % 20);
        w.Group(TicLabel.URMS1, 228 + i % 9);
        w.Group(TicLabel.PREF, 9);
        w.Group(TicLabel.PCOUP, 9);
        w.Group(TicLabel.SINSTS, 731 + i % 4000);
        w.Group(TicLabel.SMAXSN, now, 4510);
        w.Group(TicLabel.SMAXSN_1, now, 4870);
        w.Group(TicLabel.CCASN, halfHour, 740);
        w.Group(TicLabel.CCASN_1, halfHour, 812);
        w.Group(TicLabel.UMOY1, halfHour, 231);
        w.Group(TicLabel.STGE, "003A4401"u8);
        w.Group(TicLabel.MSG1, "PAS DE          MESSAGE         "u8);
        w.Group(TicLabel.PRM, 12_345_678_901_234);
        w.Group(TicLabel.RELAIS, 0);
        w.Group(TicLabel.NTARF, 2);
        w.Group(TicLabel.NJOURF, 0);
        w.Group(TicLabel.NJOURF_1, 0);
        w.Group(TicLabel.PJOURF_1, Encoding.ASCII.GetBytes(
            "0000C001 06208002 2220C001" + string.Concat(Enumerable.Repeat(" NONUTILE", 8))));
    }

    static void WriteHistoric(TicWriter w, int i)
    {
        w.Group(TicLabel.ADCO, "041876000321"u8);
        w.Group(TicLabel.OPTARIF, "HC.."u8);
        w.Group(TicLabel.ISOUSC, 45);
        w.Group(TicLabel.HCHC, 14_876_531 + i);
        w.Group(TicLabel.HCHP, 6_127_845 + i);
        w.Group(TicLabel.PTEC, "HP.."u8);
        w.Group(TicLabel.IINST, 3 + i % 20);
        w.Group(TicLabel.IMAX, 90);
        w.Group(TicLabel.PAPP, 730 + i % 4000);
        w.Group(TicLabel.HHPHC, "A"u8);
        w.Group(TicLabel.MOTDETAT, "000000"u8);
    }
}
