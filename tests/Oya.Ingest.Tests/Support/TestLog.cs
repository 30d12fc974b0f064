using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Ingest.Tests;

/// <summary>Both halves of one log.</summary>
public class TestLog(IReadingLogWriter writer, IReadingLogReader reader) : IReadingLogWriter, IReadingLogReader
{
    public ValueTask AppendAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken) =>
        writer.AppendAsync(readings, cancellationToken);

    public IAsyncEnumerable<LogSegment> ReadAsync(IReadingStore store, CancellationToken cancellationToken) =>
        reader.ReadAsync(store, cancellationToken);

    public void Complete() => reader.Complete();

    public ValueTask CommitAsync(LogSegment segment, CancellationToken cancellationToken) =>
        reader.CommitAsync(segment, cancellationToken);

    public ValueTask RejectAsync(LogSegment segment, CancellationToken cancellationToken) =>
        reader.RejectAsync(segment, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync();
        await writer.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>Both halves of one log in Kafka.</summary>
public sealed class KafkaTestLog : TestLog
{
    readonly KafkaLogWriter _writer;
    readonly KafkaLogReader _reader;

    public KafkaTestLog(KafkaSettings settings, KafkaLogOptions? options = null)
        : this(new KafkaLogWriter(settings, options), new KafkaLogReader(settings, options))
    {
    }

    KafkaTestLog(KafkaLogWriter writer, KafkaLogReader reader)
        : base(writer, reader) => (_writer, _reader) = (writer, reader);

    public long Appended => _writer.Appended;

    public KafkaCounters Counters => _reader.Counters;
}
