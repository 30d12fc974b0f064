using Confluent.Kafka;

namespace Oya.Ingest;

/// <summary>Creates librdkafka's clients from the settings. Their log lines contain no secret.</summary>
static class KafkaClients
{
    static readonly Dictionary<string, string> None = [];

    public static IProducer<byte[], byte[]> Producer(
        KafkaSettings settings, KafkaLogOptions options, bool singleMessageBatches, Action<Error> failed) =>
        Build(settings, () =>
        {
            var all = settings.For('P', KafkaOwnSettings.ProducerDefaults, KafkaOwnSettings.ProducerForced);
            if (singleMessageBatches)
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
            // The newer group protocol has its assignors and timeouts at the broker, and rejects the settings of the
            // older one.
            if (all.GetValueOrDefault("group.protocol") != "consumer")
            {
                all.TryAdd("partition.assignment.strategy", "cooperative-sticky");
                // A reader that died keeps its partitions for this long. The default is 45 seconds.
                all.TryAdd("session.timeout.ms", "10000");
            }

            return add(new ConsumerBuilder<byte[], byte[]>(all)
                .SetLogHandler((_, line) => Log(settings, options, line))).Build();
        });

    public static IAdminClient Admin(KafkaSettings settings, KafkaLogOptions options, Action<Error> failed) =>
        Build(settings, () => new AdminClientBuilder(settings.For('*', None, None))
            .SetErrorHandler((_, error) => failed(error))
            .SetLogHandler((_, line) => Log(settings, options, line)).Build());

    // librdkafka's own log repeats its errors. It is shown only when the user sets -X debug=….
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
            // The cause is left out on purpose: its text repeats the rejected value.
            throw new LogException(
                $"the Kafka client cannot be created: {settings.Redact(e.Message)}",
                new LogProblem(LogFault.RefusedSetting, "fix the setting"))
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
