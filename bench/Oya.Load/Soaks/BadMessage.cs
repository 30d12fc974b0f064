using System.Text;
using Confluent.Kafka;
using Oya.Ingest;
using Oya.Teleinfo;

namespace Oya.Load;

/// <summary>Invalid messages of several kinds, each with its number in a header.</summary>
static class BadMessage
{
    /// <summary>The header that identifies a message among the dead letters.</summary>
    public const string NumberHeader = "oya_load_bad";

    const string TypeHeader = "ce_type", Schema = "oya.metering.v1.ReadingBatch";

    const int TooLong = 70_000;

    static readonly (string Name, Func<Reading, byte[]?> Value)[] Kinds =
    [
        ("no value", _ => null),
        ("nothing in it", _ => []),
        ("noise", reading => Noise(reading, 200)),
        ("the first half of a batch", reading => ValidBatch(reading)[..(ValidBatch(reading).Length / 2)]),
        ("a text", _ => Encoding.UTF8.GetBytes("""{"meter":"042161000000","wh":12345}""")),
        ("a batch of another schema", ValidBatch),
        ("a million readings in ten bytes", _ => [0x08, 0x01, 0x10, 0xC0, 0x84, 0x3D]),
        ("too long", reading => Noise(reading, TooLong)),
    ];

    /// <summary>The message with a number, for the partition of a meter.</summary>
    public static (string Kind, Message<byte[], byte[]> Message) Make(int number, Reading reading)
    {
        var (name, value) = Kinds[number % Kinds.Length];
        return (name, new()
        {
            Key = Encoding.ASCII.GetBytes(reading.Meter.ToDigits()),
            Value = value(reading)!,
            Headers =
            [
                new Header(TypeHeader, Encoding.ASCII.GetBytes(value == ValidBatch ? "oya.metering.v9.Other" : Schema)),
                new Header(NumberHeader, Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture))),
            ],
        });
    }

    static byte[] ValidBatch(Reading reading) => new ReadingCodec().Encode([reading], out _);

    static byte[] Noise(Reading reading, int length)
    {
        var bytes = new byte[length];
        new Random((int)reading.At.UnixSeconds).NextBytes(bytes);
        return bytes;
    }
}
