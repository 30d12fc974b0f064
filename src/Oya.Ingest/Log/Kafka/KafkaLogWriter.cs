using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>
/// Appends to the log of a fleet, a topic of Kafka: what is appended is owned by all replicas when
/// <see cref="AppendAsync"/> is done. Many may append.
/// </summary>
public sealed class KafkaLogWriter : IReadingLogWriter
{
    readonly ReadingRecords _records;
    readonly KafkaWriter _writer;

    /// <summary>With where Kafka is; nothing is connected before the log is used.</summary>
    public KafkaLogWriter(KafkaSettings settings, KafkaLogOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        options ??= new();
        _records = new(options);
        _writer = new(settings, options, options.Topic, _records.Halves);
    }

    /// <summary>Messages appended so far.</summary>
    public long Appended => _writer.Written;

    /// <summary>
    /// Appends readings, those of a meter in their order; done when all replicas have them. A broker that is away, a
    /// login that is refused, a right or a topic that is missing is reported and waited for. After a cancellation what
    /// was under way may still be appended.
    /// </summary>
    /// <exception cref="LogException">A setting is wrong.</exception>
    public async ValueTask AppendAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _writer.WriteAsync(_records.Create(readings.Span), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _writer.Dispose();
        return ValueTask.CompletedTask;
    }
}
