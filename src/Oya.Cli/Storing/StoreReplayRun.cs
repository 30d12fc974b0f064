using Oya.Aggregation;
using Oya.Ingest;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Cli.Storing;

/// <summary>A replay into a store, and the curves of the days that it changed.</summary>
sealed class StoreReplayRun(CommandContext context, Stores stores, TimeSpan samplingInterval) : ReplayRun(context)
{
    readonly StoreReplay _replay = new(stores.Readings, samplingInterval);
    RebuildResult _built;

    public override CaptureDecoder Decoded => _replay.Decoded;

    public override bool IsStored => true;

    public override StoreResult Stored => _replay.Stored;

    public override RebuildResult Built => _built;

    protected override Task ReplayAsync(
        IEnumerable<(CaptureInfo Info, Func<Stream> Open)> captures, IProgress<TicStatistics> progress) =>
        _replay.RunAsync(captures, progress, Context.Cancellation);

    protected override async Task BuildAsync() =>
        _built = await new CurveRebuild(stores).RunAsync(Context.Cancellation);
}
