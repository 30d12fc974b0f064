using System.Text;
using Confluent.Kafka;
using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>Checks whether a message holds readings: its header, its key, and the head of its value.</summary>
static class ReadingMessage
{
    static readonly byte[] Schema = Encoding.ASCII.GetBytes(ReadingRecords.Schema);

    /// <summary>
    /// Returns null, or why the message is invalid. Its values are checked only when they are decoded.
    /// </summary>
    public static string? Check(Message<byte[], byte[]> message, out int count)
    {
        count = 0;
        if (!HasSchema(message.Headers))
        {
            return $"its header {ReadingRecords.TypeHeader} is not {ReadingRecords.Schema}";
        }

        if (message.Value is null)
        {
            return "it has no value";
        }

        try
        {
            (var meter, count) = ReadingCodec.GetHead(message.Value);
            if (IsKeyOf(meter, message.Key))
            {
                return null;
            }

            count = 0;
            return "its key is not the address of its meter";
        }
        catch (BadBatchException e)
        {
            return e.Message;
        }
    }

    static bool HasSchema(Headers? headers)
    {
        for (var i = 0; i < headers?.Count; i++)
        {
            if (headers[i].Key == ReadingRecords.TypeHeader)
            {
                return headers[i].GetValueBytes().AsSpan().SequenceEqual(Schema);
            }
        }

        return false;
    }

    // The key decides the partition, and the partition keeps the order. With another key, the order would be a matter
    // of luck.
    static bool IsKeyOf(MeterAddress meter, byte[]? key) =>
        key is not null && MeterAddress.TryParse(key.AsSpan(), out var address) && address == meter;
}
