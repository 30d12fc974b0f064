using Confluent.Kafka;

namespace Oya.Ingest;

/// <summary>Turns an error that ends an operation into an exception. Nothing is waited for here.</summary>
static class KafkaFailure
{
    public static LogException Create(Error error, string topic, string operation, KafkaSettings settings)
    {
        var (what, problem) = KafkaErrorText.Describe(error, topic, operation, settings)
            ?? ($"no broker of {settings.Servers} answers ({error.Reason})",
                new(LogFault.Other, "check that it runs, and bootstrap.servers"));
        return new(settings.Redact(what), problem);
    }
}
