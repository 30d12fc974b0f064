using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Oya.Ingest;

/// <summary>A topic as it is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Partitions">How many it has; 0: it is not there.</param>
/// <param name="Retention">How long messages are kept; null: without an end, or not to be seen.</param>
/// <param name="Messages">Offsets between the oldest and the next message, all partitions together.</param>
public sealed record KafkaTopic(string Name, int Partitions, TimeSpan? Retention, long Messages);

/// <summary>The topics that the program knows: makes them, and says how they are.</summary>
public sealed class KafkaTopics(KafkaSettings settings, KafkaLogOptions? options = null)
{
    /// <summary>Readings on their way to the store.</summary>
    public const string Readings = "oya.readings";

    /// <summary>Messages of it that could not be decoded.</summary>
    public const string Dead = Readings + DeadEnding;

    /// <summary>What the name of a topic of dead letters ends with, behind that of their own topic.</summary>
    public const string DeadEnding = ".dead";

    /// <summary>Released curves.</summary>
    public const string Curves = "oya.curves";

    /// <summary>Alarms for an operator.</summary>
    public const string Alarms = "oya.alarms";

    /// <summary>Partitions of the readings: the most ingesters that can share them. Never changed later: the order per
    /// meter rests on it.</summary>
    public const int DefaultPartitions = 12;

    /// <summary>
    /// How long readings are kept: a long week-end without an ingester, and not longer, because the topic holds what
    /// the store must not keep.
    /// </summary>
    public static readonly TimeSpan DefaultRetention = TimeSpan.FromDays(7);

    static readonly TimeSpan Answer = TimeSpan.FromSeconds(10);

    readonly KafkaLogOptions _options = options ?? new();

    /// <summary>All four names.</summary>
    public static IReadOnlyList<string> All { get; } = [Readings, Dead, Curves, Alarms];

    /// <summary>Makes the topics that are not there.</summary>
    /// <param name="partitions">Partitions of the readings.</param>
    /// <param name="replicas">Copies of each; null: as the broker has it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The names of those that were made.</returns>
    /// <exception cref="LogException">The broker does not answer, or refuses.</exception>
    public async Task<IReadOnlyList<string>> CreateAsync(
        int partitions, short? replicas, CancellationToken cancellationToken)
    {
        var made = new List<string>();
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
                await admin.CreateTopicsAsync([topic], new() { RequestTimeout = Answer }).WaitAsync(cancellationToken);
                made.Add(name);
            }
            catch (CreateTopicsException e) when (e.Results[0].Error.Code == ErrorCode.TopicAlreadyExists)
            {
                WarnIfFewer(admin, name, isOfReadings ? partitions : 1);
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

        return made;
    }

    /// <summary>The topics, those that are not there with no partition.</summary>
    /// <exception cref="LogException">The broker does not answer.</exception>
    public async Task<IReadOnlyList<KafkaTopic>> ListAsync(CancellationToken cancellationToken)
    {
        using var admin = Open(out var failed);
        try
        {
            var topics = new List<KafkaTopic>();
            foreach (var name in All.Select(GetName))
            {
                // All of them are asked for, because asking for one by its name may make it.
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

    void WarnIfFewer(IAdminClient admin, string name, int wanted)
    {
        var there = admin.GetMetadata(name, Answer).Topics.Single().Partitions.Count;
        if (there != wanted)
        {
            _options.Notify(
                $"{name} has {there} partitions, not {wanted}, and keeps them: with others the readings of a meter"
                + " would stand in two partitions, out of order");
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
            // Seeing how a topic is set up is a right of its own.
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
        // What the admin calls say of a login that is refused is that they timed out.
        return KafkaClients.Admin(settings, _options, error =>
            last = KafkaErrorText.IsCause(error.Code) ? error : last ?? error);
    }

    LogException Failed(Error error, string topic, Error? cause) => KafkaFailure.Create(
        cause is not null && KafkaErrorText.IsCause(cause.Code) ? cause : error, topic, "Create", settings);
}
