using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>Captures to a log that outlives this process: others read and store it.</summary>
/// <param name="log">Where the readings are appended; its owner closes it.</param>
/// <param name="samplingInterval">One reading of a meter is kept each; zero: all.</param>
public sealed class LogReplay(IReadingLogWriter log, TimeSpan samplingInterval)
{
    /// <summary>What was found in the captures.</summary>
    public CaptureDecoder Decoded { get; } = new(samplingInterval);

    /// <summary>Readings that the log owns.</summary>
    public long Appended { get; private set; }

    /// <summary>Replays captures one after the other.</summary>
    /// <param name="captures">What they are, and how each is opened.</param>
    /// <param name="progress">Given the decoder's statistics of the capture at hand, now and then.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="CaptureException">A capture cannot be read; what was read before is appended.</exception>
    public async Task RunAsync(
        IEnumerable<(CaptureInfo Info, Func<Stream> Open)> captures, IProgress<TicStatistics>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(captures);
        // A batch is decoded while the one before is acknowledged.
        await using var ahead = new Prefetch(log);
        try
        {
            await Decoded.DecodeAsync(captures, ahead, progress, cancellationToken);
        }
        finally
        {
            try
            {
                await ahead.FinishAsync();
            }
            finally
            {
                Appended = ahead.Appended;
            }
        }
    }
}
