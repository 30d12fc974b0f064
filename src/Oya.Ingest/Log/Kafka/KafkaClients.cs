using Confluent.Kafka;

namespace Oya.Ingest;

/// <summary>Makes librdkafka's clients: with the settings, and with a mouth that says nothing secret.</summary>
static class KafkaClients
{
    static readonly Dictionary<string, string> None = [];

    public static IProducer<byte[], byte[]> Producer(
        KafkaSettings settings, KafkaLogOptions options, bool oneMessageEach, Action<Error> failed) =>
        Build(settings, () =>
        {
            var all = settings.For('P', KafkaOwnSettings.ProducerDefaults, KafkaOwnSettings.ProducerForced);
            if (oneMessageEach)
            {
                all["batch.num.messages"] = "1";
            }

            return new ProducerBuilder<byte[], byte[]>(all)
                .SetErrorHandler((_, error) => failed(error))
                .SetLogHandler((_, line) => Log(settings, options, line)).Build();
        });

    public static IConsumer<byte[], byte[]> Consumer(
        KafkaSettings settings, KafkaLogOptions options, IReadOnlyDictionary<string, string> forced,
        Func<ConsumerBuilder<byte[], byte[]>, ConsumerBuilder<byte[], byte[]>> add) => Build(settings, () =>
        {
            var all = settings.For('C', KafkaOwnSettings.ConsumerDefaults, forced);
            // The newer protocol has its assignors and its times at the broker, and refuses the settings of the older one.
            if (all.GetValueOrDefault("group.protocol") != "consumer")
            {
                all.TryAdd("partition.assignment.strategy", "cooperative-sticky");
                // An ingester that died holds its partitions so long; the default is three quarters of a minute.
                all.TryAdd("session.timeout.ms", "10000");
            }

            return add(new ConsumerBuilder<byte[], byte[]>(all)
                .SetLogHandler((_, line) => Log(settings, options, line))).Build();
        });

    public static IAdminClient Admin(KafkaSettings settings, KafkaLogOptions options, Action<Error> failed) =>
        Build(settings, () => new AdminClientBuilder(settings.For('*', None, None))
            .SetErrorHandler((_, error) => failed(error))
            .SetLogHandler((_, line) => Log(settings, options, line)).Build());

    // librdkafka's own lines repeat what its errors say; whoever asks for more with -X debug=… gets them.
    static void Log(KafkaSettings settings, KafkaLogOptions options, LogMessage line)
    {
        if (settings.Find("debug") is not null)
        {
            options.Notify(settings.Redact($"librdkafka {line.Facility}: {line.Message}"));
        }
    }

    static T Build<T>(KafkaSettings settings, Func<T> build)
    {
        try
        {
            return build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or KafkaException)
        {
            // The cause is left out on purpose: its text repeats the value that was refused.
            throw new LogException(
                $"Kafka's client cannot be made: {settings.Redact(e.Message)}",
                new LogProblem(LogFault.RefusedSetting, "mend the setting"))
            {
                IsConfiguration = true,
            };
        }
        catch (DllNotFoundException e)
        {
            throw new LogException(
                $"librdkafka cannot be loaded: {e.Message}", "it needs glibc 2.28 or later, x64 or arm64", e);
        }
    }
}
