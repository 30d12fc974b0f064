using Oya.Aggregation;
using Oya.Cli.Output;
using Oya.Ingest;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Cli.Storing;

/// <summary>One replay of captures with its progress, and what it came to.</summary>
abstract class ReplayRun(CommandContext context)
{
    protected CommandContext Context => context;

    /// <summary>What was found in the captures.</summary>
    public abstract CaptureDecoder Decoded { get; }

    /// <summary>Whether the readings are in a store now; else they are in a log.</summary>
    public abstract bool IsStored { get; }

    /// <summary>What the store did.</summary>
    public virtual StoreResult Stored => default;

    /// <summary>Readings that the log owns.</summary>
    public virtual long Appended => 0;

    /// <summary>What was built of it.</summary>
    public virtual RebuildResult Built => default;

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Replays files, then builds the dirty days, also when one could not be read to its end.</summary>
    public Task RunAsync(CaptureFiles files) => RunAsync(files.Captures, files);

    /// <summary>Replays captures of any kind in the same way.</summary>
    public Task RunAsync(IEnumerable<(CaptureInfo Info, Func<Stream> Open)> captures) => RunAsync(captures, null);

    async Task RunAsync(IEnumerable<(CaptureInfo Info, Func<Stream> Open)> captures, CaptureFiles? files)
    {
        var started = context.Time.GetTimestamp();
        using var progress = context.StartProgress("replay");
        try
        {
            await ReplayAsync(captures, new Reporter(Decoded, files, progress));
        }
        finally
        {
            if (!context.Cancellation.IsCancellationRequested)
            {
                await BuildAsync();
            }

            Elapsed = context.Time.GetElapsedTime(started);
        }
    }

    protected abstract Task ReplayAsync(
        IEnumerable<(CaptureInfo Info, Func<Stream> Open)> captures, IProgress<TicStatistics> progress);

    protected virtual Task BuildAsync() => Task.CompletedTask;

    /// <summary>The decoder's statistics are those of the capture at hand.</summary>
    sealed class Reporter(CaptureDecoder decoded, CaptureFiles? files, Progress progress) : IProgress<TicStatistics>
    {
        public void Report(TicStatistics value) => progress.Report(
            files?.Position ?? decoded.Statistics.Bytes + value.Bytes, files?.Length,
            decoded.Statistics.Frames + value.Frames);
    }
}
