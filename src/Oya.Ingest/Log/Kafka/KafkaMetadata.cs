using Confluent.Kafka;

namespace Oya.Ingest;

/// <summary>
/// Asks a broker for its metadata. When the login is rejected, the call itself only reports a timeout. The cause
/// arrives separately as an event, and once it is known the wait ends.
/// </summary>
static class KafkaMetadata
{
    static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    const int Steps = 5;

    /// <param name="ask">Sends the request, with a timeout.</param>
    /// <param name="cause">The error that was reported as an event, if any.</param>
    /// <param name="topic">The topic in use.</param>
    /// <param name="operation">The operation that needs the metadata.</param>
    /// <param name="settings">The settings in use.</param>
    /// <exception cref="LogException">The broker does not answer, or rejects the request.</exception>
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
