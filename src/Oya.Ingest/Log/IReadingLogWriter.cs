using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>The half of a log that is filled. It knows no store: a gateway needs nothing else.</summary>
public interface IReadingLogWriter : IAsyncDisposable
{
    /// <summary>Appends readings, in order; done when the log owns them.</summary>
    ValueTask AppendAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken);
}
