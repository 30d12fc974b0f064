using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>
/// Captures to a store: one thread decodes, another one stores. Starting again from the beginning changes nothing that
/// is stored, so a replay that was stopped at any moment is simply started again.
/// </summary>
/// <param name="store">Where the readings go.</param>
/// <param name="samplingInterval">One reading of a meter is kept each; zero: all.</param>
public sealed class StoreReplay(IReadingStore store, TimeSpan samplingInterval)
{
    /// <summary>What was found in the captures.</summary>
    public CaptureDecoder Decoded { get; } = new(samplingInterval);

    /// <summary>What the store did.</summary>
    public StoreResult Stored { get; private set; }

    /// <summary>Replays captures one after the other.</summary>
    /// <param name="captures">What they are, and how each is opened.</param>
    /// <param name="progress">Given the decoder's statistics of the capture at hand, now and then.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="CaptureException">A capture cannot be read; what was read before is stored.</exception>
    public async Task RunAsync(
        IEnumerable<(CaptureInfo Info, Func<Stream> Open)> captures, IProgress<TicStatistics>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(captures);
        await using var log = new InProcessReadingLog();
        var writer = new StoreWriter(log, store);
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var storing = Task.Run(() => StoreAllAsync(writer, failed), CancellationToken.None);
        try
        {
            await Decoded.DecodeAsync(captures, log, progress, failed.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The writer failed, and says why below.
        }
        finally
        {
            log.Complete();
            try
            {
                await storing;
            }
            finally
            {
                Stored = writer.Total;
            }
        }
    }

    static async Task StoreAllAsync(StoreWriter writer, CancellationTokenSource failed)
    {
        try
        {
            await writer.RunAsync(failed.Token);
        }
        catch
        {
            // Whatever it was: nothing is taken from the log any more, and the decoder must not wait for room in it.
            await failed.CancelAsync();
            throw;
        }
    }
}
