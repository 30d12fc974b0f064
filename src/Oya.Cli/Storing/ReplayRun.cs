using Oya.Aggregation;
using Oya.Cli.Output;
using Oya.Ingest;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Cli.Storing;

/// <summary>
/// One replay of captures into a store and its curves, or into a log from which others store, with its progress.
/// </summary>
/// <param name="context">The command.</param>
/// <param name="stores">The store; null: into a log.</param>
sealed class ReplayRun(CommandContext context, Stores? stores)
{
    long _bytesBefore, _framesBefore, _bytesTotal;
    CaptureSource? _source;

    /// <summary>Whether the readings are in a store now; else they are in a log.</summary>
    public bool IsStored => stores is not null;

    /// <summary>What the captures gave.</summary>
    public required CaptureReplay Replay { get; init; }

    /// <summary>What was built of it.</summary>
    public RebuildResult Built { get; private set; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Replays, then builds the dirty days, also when a capture could not be read to its end.</summary>
    public async Task RunAsync(IReadOnlyList<CaptureInfo> captures)
    {
        var started = context.Time.GetTimestamp();
        _bytesTotal = captures.Sum(info => File.Exists(info.Name) ? new FileInfo(info.Name).Length : 0);
        using var progress = context.StartProgress("replay");
        try
        {
            await Replay.RunAsync(
                captures.Select(info => (info, (Func<Stream>)(() => Open(info)))), new Reporter(this, progress),
                context.Cancellation);
        }
        finally
        {
            if (stores is not null && !context.Cancellation.IsCancellationRequested)
            {
                Built = await new CurveRebuild(stores).RunAsync(context.Cancellation);
            }

            Elapsed = context.Time.GetElapsedTime(started);
        }
    }

    CaptureSource Open(CaptureInfo info)
    {
        _bytesBefore += _source?.StoredPosition ?? 0;
        _framesBefore = Replay.Statistics.Frames;
        return _source = CaptureSource.Open(info.Name, context.Terminal.Input);
    }

    sealed class Reporter(ReplayRun run, Progress progress) : IProgress<TicStatistics>
    {
        public void Report(TicStatistics value) => progress.Report(
            run._bytesBefore + run._source!.StoredPosition, run._bytesTotal > 0 ? run._bytesTotal : null,
            run._framesBefore + value.Frames);
    }
}
