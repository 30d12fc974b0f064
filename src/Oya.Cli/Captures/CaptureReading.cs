using Oya.Ingest;
using Oya.Teleinfo;

namespace Oya.Cli.Captures;

/// <summary>The end of a capture.</summary>
/// <param name="Damage">Why the rest could not be read, or null.</param>
/// <param name="Packing">The compression format, or null.</param>
sealed record CaptureEnd(CaptureException? Damage, string? Packing);

/// <summary>Decodes captures for a command, with a progress line, up to the damage of a damaged capture.</summary>
static class CaptureReading
{
    /// <summary>
    /// Reads one capture to its end. Everything before a damage is decoded, and the damage is returned, so that the
    /// command can show its results before it fails.
    /// </summary>
    public static async Task<CaptureEnd> ReadAsync<THandler>(
        CommandContext context, string file, TicDecoder decoder, THandler handler, Func<bool>? isDone = null)
        where THandler : class, ITicHandler
    {
        // A blocking read from a pipe cannot be cancelled. Ctrl-C therefore abandons the read instead of waiting for
        // it.
        var opening = Task.Run(() => CaptureSource.Open(file, context.Terminal.Input), CancellationToken.None);
        using var source = await opening.WaitAsync(context.Cancellation);
        using var progress = context.StartProgress(ShortName(file));
        var buffer = GC.AllocateUninitializedArray<byte>(CaptureSource.BufferLength);
        CaptureException? damage = null;
        try
        {
            int count;
            while (isDone?.Invoke() != true && (count = await ReadAsync(source, buffer, context.Cancellation)) > 0)
            {
                decoder.Decode(buffer.AsSpan(0, count), ref handler);
                progress.Report(source.StoredPosition, source.StoredLength, decoder.Statistics.Frames);
            }
        }
        catch (CaptureException exception) when (exception.IsDamaged)
        {
            damage = exception;
        }

        if (isDone?.Invoke() != true)
        {
            decoder.Complete(ref handler);
        }

        context.Detail($"{file}: {decoder.Statistics.Bytes} bytes, {decoder.Statistics.Frames} frames");
        return new(damage, source.Packing);
    }

    /// <summary>
    /// Processes each of several captures. After a failure the other captures are still read. The first failure is
    /// thrown once all are done.
    /// </summary>
    public static async Task ForEachAsync(
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
            // What the others gave, and what was read before the damage, is worth keeping.
            context.Outputs.KeepDespite(first);
            throw first;
        }
    }

    /// <summary>Fails before anything is printed when none of the captures exists.</summary>
    public static void RequireAnyExists(IReadOnlyList<string> files)
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
