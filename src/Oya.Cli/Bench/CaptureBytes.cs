using Oya.Ingest;
using Oya.Teleinfo;

namespace Oya.Cli.Bench;

/// <summary>A capture, unpacked, again and again until memory is full of it.</summary>
static class CaptureBytes
{
    /// <summary>Fills memory; of a longer capture it takes the beginning.</summary>
    public static async Task FillAsync(CommandContext context, string file, Memory<byte> memory)
    {
        // A pipe that gives nothing cannot be interrupted, only left: Ctrl-C does not wait for it.
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
            throw new OyaException(ExitCode.Usage, $"{file} is empty", "give a capture, or none for simulated meters");
        }

        var decoder = new TicDecoder();
        var sums = new FrameSum();
        decoder.Decode(memory.Span[..length], ref sums);
        decoder.Complete(ref sums);
        if (decoder.Statistics.ValidGroups == 0)
        {
            throw new OyaException(
                ExitCode.BadData, $"{file} has no group of a meter in its first {length} bytes",
                "oya inspect tells what is in it");
        }

        for (var rest = memory[length..]; !rest.IsEmpty; rest = rest[Math.Min(length, rest.Length)..])
        {
            memory[..Math.Min(length, rest.Length)].CopyTo(rest);
        }
    }
}
