using System.Text;
using Confluent.Kafka;

namespace Oya.Ingest;

/// <summary>A message to be written.</summary>
/// <param name="Topic">Where to.</param>
/// <param name="Message">What.</param>
/// <param name="Order">Messages of the same order stay in theirs, whatever fails: those of one meter.</param>
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
