using Oya.Ingest;
using Oya.Teleinfo;

namespace Oya.Cli.Storing;

/// <summary>A replay into a log, from which others store.</summary>
sealed class LogReplayRun(CommandContext context, IReadingLogWriter log, TimeSpan samplingInterval) : ReplayRun(context)
{
    readonly LogReplay _replay = new(log, samplingInterval);

    public override CaptureDecoder Decoded => _replay.Decoded;

    public override bool IsStored => false;

    public override long Appended => _replay.Appended;

    protected override Task ReplayAsync(
        IEnumerable<(CaptureInfo Info, Func<Stream> Open)> captures, IProgress<TicStatistics> progress) =>
        _replay.RunAsync(captures, progress, Context.Cancellation);
}
