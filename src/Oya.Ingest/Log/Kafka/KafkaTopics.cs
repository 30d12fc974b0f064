using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Oya.Ingest;

/// <summary>The state of a topic.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Partitions">The number of partitions; 0 when the topic does not exist.</param>
/// <param name="Retention">How long messages are kept; null when there is no limit, or when it may not be read.</param>
/// <param name="Messages">Offsets between the oldest and the next message, over all partitions.</param>
public sealed record KafkaTopic(string Name, int Partitions, TimeSpan? Retention, long Messages);

/// <summary>The topics of the program: creates them and shows their state.</summary>
public sealed class KafkaTopics(KafkaSettings settings, KafkaLogOptions? options = null)
{
    /// <summary>Readings on their way to the store.</summary>
    public const string Readings = "oya.readings";

    /// <summary>Messages of that topic that could not be decoded.</summary>
    public const string Dead = Readings + DeadEnding;

    /// <summary>The suffix of the name of a dead-letter topic, after the name of its topic.</summary>
    public const string DeadEnding = ".dead";

    /// <summary>Released curves.</summary>
    public const string Curves = "oya.curves";

    /// <summary>Alarms for an operator.</summary>
    public const string Alarms = "oya.alarms";

    /// <summary>
    /// Partitions of the readings: the highest number of ingesters that can share them. It must never change later,
    /// because the order per meter depends on it.
    /// </summary>
    public const int DefaultPartitions = 12;

    /// <summary>
    /// How long readings are kept: a long week-end without an ingester, and not longer, because the topic holds
    /// readings that the store must not keep.
    /// </summary>
    public static readonly TimeSpan DefaultRetention = TimeSpan.FromDays(7);

    static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(10);

    readonly KafkaLogOptions _options = options ?? new();

    /// <summary>All four names.</summary>
    public static IReadOnlyList<string> All { get; } = [Readings, Dead, Curves, Alarms];

    /// <summary>Creates the topics that do not exist.</summary>
    /// <param name="partitions">Partitions of the readings.</param>
    /// <param name="replicas">Copies of each partition; null uses the broker's default.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The names of the created topics.</returns>
    /// <exception cref="LogException">The broker does not answer, or rejects the request.</exception>
    public async Task<IReadOnlyList<string>> CreateAsync(
        int partitions, short? replicas, CancellationToken cancellationToken)
    {
        var created = new List<string>();
        using var admin = Open(out var failed);
        await MetadataAsync(admin, failed, cancellationToken);
        foreach (var name in All.Select(GetName))
        {
            var isOfReadings = name == _options.Topic;
            var topic = new TopicSpecification
            {
                Name = name,
                NumPartitions = isOfReadings ? partitions : 1,
                ReplicationFactor = replicas ?? -1,
                Configs = new()
                {
                    ["retention.ms"] = DefaultRetention.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture),
                },
            };
            try
            {
                await admin.CreateTopicsAsync([topic], new() { RequestTimeout = RequestLimit })
                    .WaitAsync(cancellationToken);
                created.Add(name);
            }
            catch (CreateTopicsException e) when (e.Results[0].Error.Code == ErrorCode.TopicAlreadyExists)
            {
                WarnIfDifferent(admin, name, isOfReadings ? partitions : 1);
            }
            catch (CreateTopicsException e)
            {
                throw Failed(e.Results[0].Error, name, failed());
            }
            catch (KafkaException e)
            {
                throw Failed(e.Error, name, failed());
            }
        }

        return created;
    }

    /// <summary>The topics. A topic that does not exist has no partitions.</summary>
    /// <exception cref="LogException">The broker does not answer.</exception>
    public async Task<IReadOnlyList<KafkaTopic>> ListAsync(CancellationToken cancellationToken)
    {
        using var admin = Open(out var failed);
        try
        {
            var topics = new List<KafkaTopic>();
            foreach (var name in All.Select(GetName))
            {
                // The metadata of all topics is requested, because a request for one topic by its name may create it.
                var found = (await MetadataAsync(admin, failed, cancellationToken)).Topics
                    .FirstOrDefault(topic => topic.Topic == name && !topic.Error.IsError);
                topics.Add(found is null
                    ? new(name, 0, null, 0)
                    : new(name, found.Partitions.Count, await RetentionAsync(admin, name).WaitAsync(cancellationToken),
                        await CountAsync(admin, found).WaitAsync(cancellationToken)));
            }

            return topics;
        }
        catch (KafkaException e)
        {
            throw Failed(e.Error, _options.Topic, failed());
        }
    }

    void WarnIfDifferent(IAdminClient admin, string name, int wanted)
    {
        var actual = admin.GetMetadata(name, RequestLimit).Topics.Single().Partitions.Count;
        if (actual != wanted)
        {
            _options.Notify(
                $"{name} has {actual} partitions, not {wanted}, and keeps them: otherwise the readings of a meter"
                + " would be in two partitions, out of order");
        }
    }

    static async Task<TimeSpan?> RetentionAsync(IAdminClient admin, string name)
    {
        try
        {
            var configs = await admin.DescribeConfigsAsync([new() { Type = ResourceType.Topic, Name = name }]);
            return configs[0].Entries.TryGetValue("retention.ms", out var entry)
                && long.TryParse(entry.Value, CultureInfo.InvariantCulture, out var ms) && ms >= 0
                ? TimeSpan.FromMilliseconds(ms)
                : null;
        }
        catch (DescribeConfigsException)
        {
            // Reading the configuration of a topic needs a right of its own.
            return null;
        }
    }

    static async Task<long> CountAsync(IAdminClient admin, TopicMetadata topic)
    {
        async Task<long> Sum(OffsetSpec spec) => (await admin.ListOffsetsAsync(topic.Partitions.Select(partition =>
            new TopicPartitionOffsetSpec
            {
                TopicPartition = new(topic.Topic, partition.PartitionId),
                OffsetSpec = spec,
            }))).ResultInfos.Sum(info => info.TopicPartitionOffsetError.Offset.Value);

        return await Sum(OffsetSpec.Latest()) - await Sum(OffsetSpec.Earliest());
    }

    string GetName(string name) => name switch
    {
        Readings => _options.Topic,
        Dead => _options.DeadTopic,
        _ => name,
    };

    Task<Metadata> MetadataAsync(IAdminClient admin, Func<Error?> cause, CancellationToken cancellationToken) =>
        Task.Run(
            () => KafkaMetadata.Ask(admin.GetMetadata, cause, _options.Topic, "Describe", settings), cancellationToken);

    IAdminClient Open(out Func<Error?> failed)
    {
        Error? last = null;
        failed = () => last;
        // When the login is rejected, the admin calls themselves only report a timeout.
        return KafkaClients.Admin(settings, _options, error =>
            last = KafkaErrorText.IsCause(error.Code) ? error : last ?? error);
    }

    LogException Failed(Error error, string topic, Error? cause) => KafkaFailure.Create(
        cause is not null && KafkaErrorText.IsCause(cause.Code) ? cause : error, topic, "Create", settings);
}
