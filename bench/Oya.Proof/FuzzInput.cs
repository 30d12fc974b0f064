using System.Text;

namespace Oya.Proof;

/// <summary>
/// Generates all kinds of input that a port may give, and worse: noise, random control characters and digits, frames
/// with any number of faults, frames of two meters run together, lines without an end.
/// </summary>
public sealed class FuzzInput
{
    // Enough frames of each kind to have different layouts and values.
    const int FramesOfAKind = 48;

    static readonly byte[] Structure =
        [2, 3, 4, 9, 10, 13, 32, 0x82, 0x83, 0x84, 0x8A, 0x8D, 0x00, 0x7F, 0xFF, .. "0123456789EHeh ABCS1-+"u8];

    static readonly byte[][] Tokens = MakeTokens();

    readonly byte[][] _frames;

    public FuzzInput(ulong seed)
    {
        var kinds = Enum.GetValues<MeterKind>();
        _frames = new byte[kinds.Length * FramesOfAKind][];
        var writer = new TicWriter();
        for (var i = 0; i < _frames.Length; i += 4)
        {
            var meter = new InventedMeter(kinds[i / FramesOfAKind], Dice.At(seed, i));
            for (var j = 0; j < 4; j++)
            {
                writer.Clear();
                meter.Write(writer);
                _frames[i + j] = writer.Written.ToArray();
            }
        }
    }

    /// <summary>Makes one input, of a few bytes to some thousand.</summary>
    public byte[] Next(ref Dice dice)
    {
        List<byte> bytes = [];
        Append(bytes, ref dice);
        return [.. bytes];
    }

    /// <summary>Makes a stream of many inputs.</summary>
    public byte[] Stream(int length, ref Dice dice)
    {
        var stream = new List<byte>(length + 20_000);
        List<byte> bytes = [];
        while (stream.Count < length)
        {
            bytes.Clear();
            Append(bytes, ref dice);
            stream.AddRange(bytes);
        }

        stream.RemoveRange(length, stream.Count - length);
        return [.. stream];
    }

    void Append(List<byte> bytes, ref Dice dice)
    {
        switch (dice.Below(12))
        {
            case 0:
                Noise(bytes, dice.Below(1200), 0xFF, ref dice);
                break;
            case 1:
                Noise(bytes, dice.Below(1200), 0x7F, ref dice);
                break;
            case 2:
                Draw(bytes, dice.Below(800), Structure, ref dice);
                break;
            case 3:
                for (var count = dice.Below(120); count > 0; count--)
                {
                    bytes.AddRange(dice.From<byte[]>(Tokens));
                }

                break;
            case 4:
                WithoutEnds(bytes, ref dice);
                break;
            case 5:
                Halves(bytes, ref dice);
                break;
            default:
                Frames(bytes, dice.Between(1, 4), ref dice);
                break;
        }

        for (var faults = dice.OneIn(8) ? 0 : dice.Between(1, 6); faults > 0; faults--)
        {
            Fault.Make(bytes, ref dice);
        }
    }

    void Frames(List<byte> bytes, int count, ref Dice dice)
    {
        var from = bytes.Count;
        var frame = dice.Below(_frames.Length / 4) * 4;
        for (var i = 0; i < count; i++)
        {
            bytes.AddRange(_frames[frame + i]);
        }

        if (dice.OneIn(3))
        {
            Lines.SetParity(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes)[from..]);
        }
        else if (dice.OneIn(6))
        {
            // The bytes of a terminal in cooked mode: ETX (^C) is dropped, and CR becomes LF.
            _ = bytes.RemoveAll(b => b == 3);
            System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes).Replace((byte)13, (byte)10);
        }
    }

    // The head of one frame and the tail of another.
    void Halves(List<byte> bytes, ref Dice dice)
    {
        var (head, tail) = (dice.From<byte[]>(_frames), dice.From<byte[]>(_frames));
        bytes.AddRange(head.AsSpan(0, dice.Below(head.Length)));
        bytes.AddRange(tail.AsSpan(dice.Below(tail.Length)));
    }

    // Groups or noise without STX and ETX, which may be longer than the buffer of the decoder.
    void WithoutEnds(List<byte> bytes, ref Dice dice)
    {
        for (var length = dice.Below(14_000); bytes.Count < length;)
        {
            if (dice.OneIn(2))
            {
                Frames(bytes, 1, ref dice);
            }
            else
            {
                Noise(bytes, dice.Below(3000), 0x7F, ref dice);
            }
        }

        _ = bytes.RemoveAll(b => (b & 0x7F) is 2 or 3 or 4);
    }

    static void Noise(List<byte> bytes, int length, byte mask, ref Dice dice)
    {
        for (var i = 0; i < length; i++)
        {
            bytes.Add((byte)((byte)dice.Next() & mask));
        }
    }

    static void Draw(List<byte> bytes, int length, byte[] alphabet, ref Dice dice)
    {
        for (var i = 0; i < length; i++)
        {
            bytes.Add(dice.From<byte>(alphabet));
        }
    }

    /// <summary>The parts of frames: delimiters, separators, labels, values, and valid groups.</summary>
    public static byte[][] MakeTokens()
    {
        string[] texts =
        [
            "\u0002", "\u0003", "\u0004", "\t", "\n", "\r", " ", "\r\n", "\u0003\u0002\n", "\u0002\n", "\r\u0003",
            "E260715120000", "H261025023000", "e260715120000", " 260101000000", "000000000", "00", "003A4401", "HP..",
            .. LabelForm.All.Select(form => form.Name),
            .. LabelForm.All.Where(form => form.Kind == ValueKind.Number).Select(form => Group(form)),
        ];
        return [.. texts.Select(Encoding.Latin1.GetBytes)];
    }

    static string Group(LabelForm form)
    {
        var separator = form.Mode == TicMode.Standard ? '\t' : ' ';
        var time = form.Horodate == HorodateUse.WithSeason ? "E260715120000\t" : "";
        var text = $"{form.Name}{separator}{time}{new string('0', form.Length - 1)}7{separator}";
        var summed = text[..^(form.Mode == TicMode.Standard ? 0 : 1)];
        return $"\n{text}{(char)Checksum.Compute(Encoding.ASCII.GetBytes(summed))}\r";
    }
}
