using Oya.Teleinfo;

namespace Oya.Cli.Bench;

/// <summary>Decodes a part of the measured bytes.</summary>
/// <returns>The number of frames.</returns>
delegate long Pass(int offset, int length);

/// <summary>Decodes bytes in memory with one decoder.</summary>
sealed class DecodePass<TSum>(byte[] source)
    where TSum : struct, IFrameSum
{
    readonly TicDecoder _decoder = new();

    /// <summary>The sum of all decoded values. It keeps the JIT compiler from removing the work.</summary>
    public long Sum { get; private set; }

    public long Decode(int offset, int length)
    {
        var frames = new TSum();
        _decoder.Decode(source.AsSpan(offset, length), ref frames);
        Sum += frames.Sum;
        return frames.Frames;
    }
}

/// <summary>Decodes one stream per port, with one decoder each. Each decoder in turn gets the next piece.</summary>
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
