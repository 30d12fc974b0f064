using Confluent.Kafka;

namespace Oya.Ingest;

/// <summary>
/// Asks a broker what it has. What the call says of a login that is refused is that nobody answered in time; the cause
/// comes beside it as an event, and once it is known nobody waits any longer.
/// </summary>
static class KafkaMetadata
{
    static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    const int Steps = 5;

    /// <param name="ask">Asks, for a time.</param>
    /// <param name="cause">What was reported beside it.</param>
    /// <param name="topic">The topic at hand.</param>
    /// <param name="operation">What is wanted of it.</param>
    /// <param name="settings">The settings at hand.</param>
    /// <exception cref="LogException">It does not answer, or refuses.</exception>
    public static Metadata Ask(
        Func<TimeSpan, Metadata> ask, Func<Error?> cause, string topic, string operation, KafkaSettings settings)
    {
        for (var step = 1; ; step++)
        {
            try
            {
                return ask(Step);
            }
            catch (KafkaException e)
            {
                var isKnown = cause() is { } known && KafkaErrorText.IsCause(known.Code);
                if (isKnown || step == Steps)
                {
                    throw KafkaFailure.Create(isKnown ? cause()! : e.Error, topic, operation, settings);
                }
            }
        }
    }
}
