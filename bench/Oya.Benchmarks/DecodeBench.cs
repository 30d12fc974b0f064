using BenchmarkDotNet.Attributes;
using Oya.Teleinfo;

namespace Oya.Benchmarks;

/// <summary>
/// Bytes to readings: every checksum, every form, every register. Each stream has exactly <see cref="Length"/> bytes (the
/// last frame is cut), so bytes a second are that divided by the mean; nothing may be allocated.
/// </summary>
[MemoryDiagnoser]
public class DecodeBench
{
    /// <summary>Bytes a decode: 1 MiB, in no first-level cache.</summary>
    public const int Length = 1 << 20;

    readonly TicDecoder _decoder = new();
    byte[] _bytes = [];

    [Params("standard", "historic", "noisy")]
    public string Stream { get; set; } = "";

    [GlobalSetup]
    public void Setup() => _bytes = Stream switch
    {
        "standard" => Streams.Standard(Length / 800)[..Length],
        "historic" => Streams.Historic(Length / 150)[..Length],
        _ => Streams.Noisy(Length / 800)[..Length],
    };

    [Benchmark(Baseline = true, Description = "groups and frames")]
    public long Decode()
    {
        var counter = new Counter();
        _decoder.Decode(_bytes, ref counter);
        _decoder.Complete(ref counter);
        return counter.Groups + counter.Frames;
    }

    [Benchmark(Description = "readings")]
    public long Readings()
    {
        var readings = new ReadingCounter();
        _decoder.Decode(_bytes, ref readings);
        _decoder.Complete(ref readings);
        return readings.Wh;
    }

    [Benchmark(Description = "readings, 64 bytes at a time")]
    public long FromAPort()
    {
        var readings = new ReadingCounter();
        for (var at = 0; at < Length; at += 64)
        {
            _decoder.Decode(_bytes.AsSpan(at, 64), ref readings);
        }

        _decoder.Complete(ref readings);
        return readings.Wh;
    }

    struct Counter : ITicHandler
    {
        public long Groups { get; private set; }

        public long Frames { get; private set; }

        public void OnFrame(in TicFrame frame)
        {
            Frames++;
            Groups += frame.Groups.Count;
        }
    }

    struct ReadingCounter : ITicHandler
    {
        public long Wh { get; private set; }

        public void OnFrame(in TicFrame frame)
        {
            _ = frame.Read(out var reading);
            Wh += reading.Energy.DrawnWh ?? 0;
        }
    }
}
