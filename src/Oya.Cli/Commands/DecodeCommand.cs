using System.CommandLine;
using Oya.Cli.Captures;
using Oya.Teleinfo;

namespace Oya.Cli.Commands;

/// <summary>Decodes captures into rows of groups or frames.</summary>
static class DecodeCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = CaptureArguments.Files();
        var command = new OyaCommand("decode", "Decode captures into rows: one per group, or one per frame.")
        {
            Examples =
            [
                ("oya decode capture.tic --labels EAST,SINSTS", "two labels"),
                ("oya decode capture.tic --per-frame --format csv", "one row per frame"),
                ("oya decode *.tic.gz -o groups.parquet", "for a notebook"),
                ("oya decode capture.tic --raw | jq 'select(.fault)'", "the invalid groups, with their position"),
            ],
            Arguments = { files },
            Options =
            {
                DecodeOptions.PerFrame, DecodeOptions.Labels, DecodeOptions.Limit, DecodeOptions.Mode,
                DecodeOptions.Raw, DecodeOptions.Strict,
            },
        };
        return command.Run(terminal, context => RunAsync(context, context.Get(files)!));
    }

    static async Task<ExitCode> RunAsync(CommandContext context, string[] files)
    {
        var settings = DecodeOptions.Settings(context);
        var perFrame = context.Get(DecodeOptions.PerFrame);
        CaptureReading.RequireAnyExists(files);
        using var rows = context.OpenRows(
            perFrame
                ? FrameRows.Columns(files.Length > 1, settings.ShowInvalid)
                : GroupRows.Columns(files.Length > 1, settings.ShowInvalid));
        DecodeHandler handler = perFrame ? new FrameRows(settings, rows) : new GroupRows(settings, rows);
        var totals = new TicStatistics();
        await CaptureReading.ForEachAsync(context, files, async file =>
        {
            if (handler.IsDone)
            {
                return null;
            }

            handler.Begin(file);
            var decoder = new TicDecoder();
            var end = await CaptureReading.ReadAsync(context, file, decoder, handler, () => handler.IsDone);
            totals.Add(decoder.Statistics);
            return end.Damage;
        });
        return Conclude(context, settings, handler, totals);
    }

    static ExitCode Conclude(
        CommandContext context, DecodeSettings settings, DecodeHandler handler, TicStatistics totals)
    {
        if (settings.Mode is { } mode && handler.Frames == 0 && !handler.IsDone)
        {
            context.Warn($"no frame in {GroupText.Describe(mode)} mode; leave out --mode to read all frames");
            return ExitCode.BadData;
        }

        if (totals.InvalidGroups > 0 && !settings.ShowInvalid && !handler.IsDone)
        {
            context.Note(
                $"{totals.InvalidGroups} of {totals.Groups} groups are invalid; "
                + "--raw shows them, oya inspect counts them");
        }

        return ExitCode.Done;
    }
}
