using Oya.Teleinfo;

namespace Oya.Cli.Tests;

/// <summary>Small captures made by hand, whose content is known.</summary>
static class Frames
{
    public const string Meter = "021976543123";
    public const string DamagedMeter = "021976543132";
    public const string UsagePoint = "14500000000001";

    public static Instant Start { get; } = new ParisDay(new(2026, 10, 25)).Start;

    /// <summary>Standard frames, one a second: EAST 1000, 1001, …</summary>
    public static byte[] Standard(int count)
    {
        var writer = new TicWriter();
        for (var i = 0; i < count; i++)
        {
            writer.BeginFrame();
            writer.WriteGroup(TicLabel.ADSC, "021976543123"u8);
            writer.WriteGroup(TicLabel.DATE, Horodate.FromInstant(Start.AddSeconds(i)), ""u8);
            writer.WriteGroup(TicLabel.NGTF, "      TEMPO     "u8);
            writer.WriteGroup(TicLabel.EAST, 1000 + i);
            writer.WriteGroup(TicLabel.SINSTS, 420);
            writer.WriteGroup(TicLabel.STGE, "003A0001"u8);
            writer.WriteGroup(TicLabel.PRM, "14500000000001"u8);
            writer.EndFrame();
        }

        return writer.Written.ToArray();
    }

    /// <summary>The same with one letter of the second frame's EAST changed: a wrong checksum.</summary>
    public static byte[] Damaged(int count)
    {
        var bytes = Standard(count);
        var second = bytes.AsSpan().LastIndexOf("000001001"u8);
        bytes[second] = (byte)'7';
        return bytes;
    }

    /// <summary>One group of a frame is lost, from its LF to its CR.</summary>
    public static byte[] Without(byte[] frame, string label)
    {
        var from = frame.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes($"\n{label}"));
        return [.. frame[..from], .. frame[(from + frame.AsSpan(from).IndexOf((byte)'\r') + 1)..]];
    }

    /// <summary>Another value of the same length, with its right checksum.</summary>
    public static byte[] Jump(byte[] frame, string value, string by)
    {
        byte[] changed = [.. frame];
        var at = changed.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(value));
        System.Text.Encoding.ASCII.GetBytes(by).CopyTo(changed, at);
        var sum = at + value.Length + 1;
        var from = changed.AsSpan(0, at).LastIndexOf((byte)'\n') + 1;
        changed[sum] = Checksum.Compute(changed.AsSpan(from..sum));
        return changed;
    }

    public static byte[] Historic(int count)
    {
        var writer = new TicWriter();
        for (var i = 0; i < count; i++)
        {
            writer.BeginFrame();
            writer.WriteGroup(TicLabel.ADCO, "031762000041"u8);
            writer.WriteGroup(TicLabel.OPTARIF, "BASE"u8);
            writer.WriteGroup(TicLabel.BASE, 5000 + i);
            writer.WriteGroup(TicLabel.PTEC, "TH.."u8);
            writer.WriteGroup(TicLabel.PAPP, 310);
            writer.EndFrame();
        }

        return writer.Written.ToArray();
    }
}
