using System.Runtime.CompilerServices;
using Confluent.Kafka;
using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>A message as an observer of the stream sees it.</summary>
/// <param name="Partition">Its partition.</param>
/// <param name="Offset">Its offset in the partition.</param>
/// <param name="Readings">Its readings; empty when the message is invalid.</param>
/// <param name="Reason">Why it is invalid; null when it is valid.</param>
public sealed record TapMessage(int Partition, long Offset, IReadOnlyList<Reading> Readings, string? Reason);

/// <summary>
/// Reads the stream without changing anything: in no consumer group, without a store, all partitions together.
/// </summary>
public sealed class KafkaTap(KafkaSettings settings, KafkaLogOptions? options = null)
{
    static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(10);

    readonly KafkaLogOptions _options = options ?? new();

    /// <summary>Messages of every partition from an offset, from the end, or from the beginning.</summary>
    /// <param name="fromOffset">
    /// The first offset in each partition; a shorter partition begins at its end. Null means that
    /// <paramref name="fromEnd"/> decides.
    /// </param>
    /// <param name="fromEnd">Only messages that arrive from now on.</param>
    /// <param name="cancellationToken">
    /// Ends the reading. With <see cref="KafkaLogOptions.UntilEnd"/> it also ends by itself.
    /// </param>
    /// <exception cref="LogException">The broker does not answer, or rejects the request.</exception>
    public async IAsyncEnumerable<TapMessage> ReadAsync(
        long? fromOffset, bool fromEnd, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Error? last = null;
        var forced = new Dictionary<string, string>(KafkaOwnSettings.ConsumerForced)
        {
            ["enable.auto.commit"] = "false",
            // A request for an offset that is already deleted shows what is still there.
            ["auto.offset.reset"] = "earliest",
        };
        using var consumer = KafkaClients.Consumer(settings, _options, forced, builder => builder
            .SetErrorHandler((_, error) => last = KafkaErrorText.IsCause(error.Code) ? error : last ?? error));
        var open = await Task.Run(() => Assign(consumer, fromOffset, fromEnd, () => last), cancellationToken);
        var codec = new ReadingCodec();
        while (!cancellationToken.IsCancellationRequested && (open.Count > 0 || !_options.UntilEnd))
        {
            var result = await Task.Run(() => Next(consumer, cancellationToken), cancellationToken);
            if (result is { IsPartitionEOF: true })
            {
                open.Remove(result.Partition);
            }
            else if (result is not null)
            {
                yield return Decode(codec, result);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    HashSet<int> Assign(IConsumer<byte[], byte[]> consumer, long? fromOffset, bool fromEnd, Func<Error?> cause)
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var topic = KafkaMetadata.Ask(time => admin.GetMetadata(_options.Topic, time), () =>
        {
            // A consumer raises its events only while it is polled.
            Drain(consumer);
            return cause();
        }, _options.Topic, "Read", settings).Topics.Single();
        if (topic.Error.IsError)
        {
            throw KafkaFailure.Create(topic.Error, _options.Topic, "Read", settings);
        }

        consumer.Assign(topic.Partitions.Select(partition => new TopicPartitionOffset(
            _options.Topic, partition.PartitionId,
            fromOffset is { } offset ? LimitToEnd(consumer, partition.PartitionId, offset)
            : fromEnd ? Offset.End
            : Offset.Beginning)));
        return [.. topic.Partitions.Select(partition => partition.PartitionId)];
    }

    /// <summary>
    /// The offset, or the end of a partition that is shorter: the client itself would fall back to another position.
    /// </summary>
    Offset LimitToEnd(IConsumer<byte[], byte[]> consumer, int partition, long offset)
    {
        try
        {
            var high = consumer.QueryWatermarkOffsets(new(_options.Topic, partition), RequestLimit).High;
            return high < offset ? Offset.End : new(offset);
        }
        catch (KafkaException e)
        {
            throw KafkaFailure.Create(e.Error, _options.Topic, "Read", settings);
        }
    }

    static void Drain(IConsumer<byte[], byte[]> consumer)
    {
        try
        {
            consumer.Consume(200);
        }
        catch (ConsumeException)
        {
            // One of the events.
        }
    }

    ConsumeResult<byte[], byte[]>? Next(IConsumer<byte[], byte[]> consumer, CancellationToken cancellationToken)
    {
        try
        {
            return consumer.Consume(cancellationToken);
        }
        catch (ConsumeException e)
        {
            throw KafkaFailure.Create(e.Error, _options.Topic, "Read", settings);
        }
    }

    static TapMessage Decode(ReadingCodec codec, ConsumeResult<byte[], byte[]> result)
    {
        var reason = ReadingMessage.Check(result.Message, out _);
        Reading[] readings = [];
        try
        {
            readings = reason is null ? codec.Decode(result.Message.Value) : [];
        }
        catch (BadBatchException e)
        {
            reason = e.Message;
        }

        return new(result.Partition, result.Offset, readings, reason);
    }
}
