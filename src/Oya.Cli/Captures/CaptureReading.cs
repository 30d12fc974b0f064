using Oya.Ingest;
using Oya.Teleinfo;

namespace Oya.Cli.Captures;

/// <summary>How a capture ended.</summary>
/// <param name="Damage">Why it could not be read further, or null.</param>
/// <param name="Packing">What it was unpacked from, or null.</param>
sealed record CaptureEnd(CaptureException? Damage, string? Packing);

/// <summary>Takes captures through the decoder for a command, with progress, and what is left of a cut one.</summary>
static class CaptureReading
{
    /// <summary>
    /// Reads one capture to its end. Of a damaged one everything before the damage is handed on, and the damage is
    /// returned, so that the command can show what it has before it fails.
    /// </summary>
    public static async Task<CaptureEnd> ReadAsync<THandler>(
        CommandContext context, string file, TicDecoder decoder, THandler handler, Func<bool>? enough = null)
        where THandler : class, ITicHandler
    {
        // A pipe that gives nothing cannot be interrupted, only left: Ctrl-C does not wait for it.
        var opening = Task.Run(() => CaptureSource.Open(file, context.Terminal.Input), CancellationToken.None);
        using var source = await opening.WaitAsync(context.Cancellation);
        using var progress = context.StartProgress(ShortName(file));
        var buffer = GC.AllocateUninitializedArray<byte>(CaptureSource.BufferLength);
        CaptureException? damage = null;
        try
        {
            int count;
            while (enough?.Invoke() != true && (count = await ReadAsync(source, buffer, context.Cancellation)) > 0)
            {
                decoder.Decode(buffer.AsSpan(0, count), ref handler);
                progress.Report(source.StoredPosition, source.StoredLength, decoder.Statistics.Frames);
            }
        }
        catch (CaptureException exception) when (exception.IsDamaged)
        {
            damage = exception;
        }

        if (enough?.Invoke() != true)
        {
            decoder.Complete(ref handler);
        }

        context.Detail($"{file}: {decoder.Statistics.Bytes} bytes, {decoder.Statistics.Frames} frames");
        return new(damage, source.Packing);
    }

    /// <summary>
    /// Does something with each of several captures. One that cannot be read does not keep the others from being
    /// read; the first failure ends the command once all are done.
    /// </summary>
    public static async Task EachAsync(
        CommandContext context, IReadOnlyList<string> files, Func<string, Task<CaptureException?>> read)
    {
        CaptureException? first = null;
        foreach (var file in files)
        {
            CaptureException? failure;
            try
            {
                failure = await read(file);
            }
            catch (CaptureException exception)
            {
                failure = exception;
            }

            if (first is not null && failure is not null)
            {
                context.Warn($"{failure.Message}; {Remedies.Get(failure.Problem)}");
            }

            first ??= failure;
        }

        if (first is not null)
        {
            throw first;
        }
    }

    /// <summary>Fails before anything is printed when not one of the captures is there.</summary>
    public static void RequireOne(IReadOnlyList<string> files)
    {
        if (!files.Any(file => file == "-" || File.Exists(file)))
        {
            CaptureSource.Open(files[0]).Dispose();
        }
    }

    static Task<int> ReadAsync(CaptureSource source, byte[] buffer, CancellationToken cancellation) =>
        source.ReadAsync(buffer, cancellation).AsTask().WaitAsync(cancellation);

    static string ShortName(string file) => file == "-" ? "stdin" : Path.GetFileName(file);
}
