using System.Text;
using Confluent.Kafka;
using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>Whether a message is one of readings: its header, its key, what its bytes claim.</summary>
static class ReadingMessage
{
    static readonly byte[] Schema = Encoding.ASCII.GetBytes(ReadingRecords.Schema);

    /// <summary>Null, or why it is none. What its values are is seen when they are decoded.</summary>
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

    // The key says the partition, and the partition says the order: with another key it would be a matter of luck.
    static bool IsKeyOf(MeterAddress meter, byte[]? key) =>
        key is not null && MeterAddress.TryParse(key.AsSpan(), out var address) && address == meter;
}
