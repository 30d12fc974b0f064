using System.Text;
using Confluent.Kafka;

namespace Oya.Ingest;

/// <summary>A message to write.</summary>
/// <param name="Topic">The destination.</param>
/// <param name="Message">The message.</param>
/// <param name="Order">Messages with the same value keep their order after any failure: those of one meter.</param>
sealed record KafkaRecord(string Topic, Message<byte[], byte[]> Message, long Order)
{
    public static Headers Headers(params ReadOnlySpan<(string Name, string Value)> pairs)
    {
        var headers = new Headers();
        foreach (var (name, value) in pairs)
        {
            headers.Add(name, Encoding.UTF8.GetBytes(value));
        }

        return headers;
    }
}
