using Oya.Teleinfo;

namespace Oya.Ingest.Tests;

/// <summary>Small captures made by hand, whose content is known.</summary>
static class Frames
{
    public static readonly MeterAddress StandardMeter = new(021976543123);

    public static readonly MeterAddress HistoricMeter = new(031762000041);

    public static readonly Instant Start = new ParisDay(new(2026, 1, 15)).Start;

    /// <summary>Standard frames, one each so many seconds: EAST first, first + 1, …</summary>
    public static byte[] Standard(int count, int step = 1, Instant? start = null, bool dated = true, int first = 1000)
    {
        var writer = new TicWriter();
        for (var i = 0; i < count; i++)
        {
            writer.BeginFrame();
            writer.WriteGroup(TicLabel.ADSC, StandardMeter.Value);
            if (dated)
            {
                writer.WriteGroup(TicLabel.DATE, Horodate.FromInstant((start ?? Start).AddSeconds(i * step)), ""u8);
            }

            writer.WriteGroup(TicLabel.EAST, first + i);
            writer.WriteGroup(TicLabel.EASF01, first + i);
            writer.WriteGroup(TicLabel.SINSTS, 420);
            writer.WriteGroup(TicLabel.PRM, "14500000000001"u8);
            writer.EndFrame();
        }

        return writer.Written.ToArray();
    }

    /// <summary>One historic frame.</summary>
    public static byte[] Historic(int wh, MeterAddress? meter = null)
    {
        var writer = new TicWriter();
        writer.BeginFrame();
        writer.WriteGroup(TicLabel.ADCO, (meter ?? HistoricMeter).Value);
        writer.WriteGroup(TicLabel.OPTARIF, "BASE"u8);
        writer.WriteGroup(TicLabel.BASE, wh);
        writer.WriteGroup(TicLabel.PTEC, "TH.."u8);
        writer.WriteGroup(TicLabel.PAPP, 310);
        writer.EndFrame();
        return writer.Written.ToArray();
    }

    public static byte[] Historic(int count, int first) =>
        [.. Enumerable.Range(first, count).SelectMany(wh => Historic(wh))];

    /// <summary>One group of a frame is lost, from its LF to its CR.</summary>
    public static byte[] Without(byte[] frame, string label)
    {
        var from = frame.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes($"\n{label}"));
        return [.. frame[..from], .. frame[(from + frame.AsSpan(from).IndexOf((byte)'\r') + 1)..]];
    }

    /// <summary>Another letter at the n-th place where a text stands: a wrong checksum.</summary>
    public static byte[] Damage(byte[] bytes, string text)
    {
        var at = bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(text));
        Assert.InRange(at, 0, bytes.Length);
        byte[] damaged = [.. bytes];
        damaged[at + text.Length - 1] ^= 0x03;
        return damaged;
    }
}
