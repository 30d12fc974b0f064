using Oya.Teleinfo;

namespace Oya.Cli.Bench;

/// <summary>Decodes a part of what is measured.</summary>
/// <returns>Frames.</returns>
delegate long Pass(int offset, int length);

/// <summary>One decoder over bytes in memory.</summary>
sealed class DecodePass<TSum>(byte[] source)
    where TSum : struct, IFrameSum
{
    readonly TicDecoder _decoder = new();

    /// <summary>Of all values taken so far: read by nobody, but the runtime cannot know that.</summary>
    public long Sum { get; private set; }

    public long Decode(int offset, int length)
    {
        var frames = new TSum();
        _decoder.Decode(source.AsSpan(offset, length), ref frames);
        Sum += frames.Sum;
        return frames.Frames;
    }
}

/// <summary>A decoder for each port; each in turn is given the next piece of its stream.</summary>
sealed class PortsPass(byte[] source)
{
    readonly TicDecoder[] _decoders = [.. Enumerable.Range(0, BenchMemory.Ports).Select(_ => new TicDecoder())];

    public long Sum { get; private set; }

    public long Decode(int offset, int length)
    {
        var frames = new FrameSum();
        var bytes = source.AsSpan(offset, length);
        while (!bytes.IsEmpty)
        {
            foreach (var decoder in _decoders)
            {
                decoder.Decode(bytes[..BenchMemory.PieceLength], ref frames);
                bytes = bytes[BenchMemory.PieceLength..];
            }
        }

        Sum += frames.Sum;
        return frames.Frames;
    }
}
