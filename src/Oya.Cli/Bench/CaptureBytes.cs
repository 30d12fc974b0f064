using Oya.Ingest;
using Oya.Teleinfo;

namespace Oya.Cli.Bench;

/// <summary>Fills memory with a decompressed capture, repeated as often as necessary.</summary>
static class CaptureBytes
{
    /// <summary>Fills memory. If the capture is longer, its beginning is used.</summary>
    public static async Task FillAsync(CommandContext context, string file, Memory<byte> memory)
    {
        // A blocking read from a pipe cannot be cancelled. Ctrl-C therefore abandons the read instead of waiting for
        // it.
        var opening = Task.Run(() => CaptureSource.Open(file, context.Terminal.Input), CancellationToken.None);
        using var source = await opening.WaitAsync(context.Cancellation);
        var length = 0;
        int count;
        while (length < memory.Length && (count = await source.ReadAsync(memory[length..], context.Cancellation)
            .AsTask().WaitAsync(context.Cancellation)) > 0)
        {
            length += count;
        }

        if (length == 0)
        {
            throw new OyaException(
                ExitCode.Usage, $"{file} is empty", "give another capture, or no file to measure simulated meters");
        }

        var decoder = new TicDecoder();
        var sums = new FrameSum();
        decoder.Decode(memory.Span[..length], ref sums);
        decoder.Complete(ref sums);
        if (decoder.Statistics.ValidGroups == 0)
        {
            throw new OyaException(
                ExitCode.BadData, $"{file} has no valid group in its first {length} bytes",
                "oya inspect shows what it contains");
        }

        for (var rest = memory[length..]; !rest.IsEmpty; rest = rest[Math.Min(length, rest.Length)..])
        {
            memory[..Math.Min(length, rest.Length)].CopyTo(rest);
        }
    }
}
