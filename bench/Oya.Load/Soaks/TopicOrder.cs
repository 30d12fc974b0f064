using Oya.Ingest;
using Oya.Teleinfo;

namespace Oya.Load;

/// <summary>The order of each meter's readings in the topic.</summary>
/// <param name="Messages">The number of messages.</param>
/// <param name="Backward">Readings after a later reading of their meter.</param>
/// <param name="Repeated">Readings after a reading of the same second.</param>
sealed record TopicOrder(long Messages, long Backward, long Repeated)
{
    /// <summary>Reads the whole topic.</summary>
    public static async Task<TopicOrder> FromAsync(string servers, CancellationToken cancellationToken)
    {
        var tap = new KafkaTap(
            KafkaSettings.Read([$"bootstrap.servers={servers}"], []), new() { UntilEnd = true });
        var last = new Dictionary<MeterAddress, Instant>();
        long messages = 0, backward = 0, repeated = 0;
        await foreach (var message in tap.ReadAsync(fromOffset: null, fromEnd: false, cancellationToken))
        {
            messages++;
            foreach (var reading in message.Readings)
            {
                var before = last.GetValueOrDefault(reading.Meter, new(-1));
                backward += reading.At < before ? 1 : 0;
                repeated += reading.At == before ? 1 : 0;
                last[reading.Meter] = reading.At < before ? before : reading.At;
            }
        }

        return new(messages, backward, repeated);
    }
}
