using BenchmarkDotNet.Attributes;
using Oya.Teleinfo;

namespace Oya.Benchmarks;

/// <summary>
/// One thread, bytes to typed values: every checksum verified, of each frame the meter, its time and its index. Beside
/// it what the memory can do, and what is usually written.
/// </summary>
[Config(typeof(DecodeConfig))]
[MemoryDiagnoser]
public class DecodeBench
{
    // What is usually written is given a little of each section: it takes a hundred times as long.
    const int UsualLength = 1 << 20;

    readonly TicDecoder _decoder = new();
    byte[] _bytes = [];
    byte[] _copy = [];
    int _turn;

    [Params(Streams.Standard, Streams.Historic, Streams.ThreePhaseProducers, Streams.Noisy, Streams.Pieces)]
    public string Stream { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _bytes = Streams.Create(Stream);
        _copy = GC.AllocateUninitializedArray<byte>(_bytes.Length, pinned: true);
        _copy.AsSpan().Fill(1);
        WarmUp();
    }

    [Benchmark(Description = DecodeConfig.Memcpy), Bytes(Streams.SectionLength)]
    public void Copy()
    {
        var section = Next();
        _bytes.AsSpan(section, Streams.SectionLength).CopyTo(_copy.AsSpan(section));
    }

    [Benchmark(Description = "IndexOf(ETX) alone"), Bytes(Streams.SectionLength)]
    public int Split()
    {
        var rest = _bytes.AsSpan(Next(), Streams.SectionLength);
        var frames = 0;
        for (int end; (end = rest.IndexOf((byte)3)) >= 0; rest = rest[(end + 1)..])
        {
            frames++;
        }

        return frames;
    }

    [Benchmark(Description = "TicDecoder"), Bytes(Streams.SectionLength)]
    public long Decode()
    {
        var sum = new ValueSum();
        Feed(ref sum);
        return sum.Sum;
    }

    [Benchmark(Description = "TicDecoder, whole readings"), Bytes(Streams.SectionLength)]
    public long Readings()
    {
        var sum = new ReadingSum();
        Feed(ref sum);
        return sum.Sum;
    }

    [Benchmark(Description = "strings and a dictionary"), Bytes(UsualLength)]
    public long Usual() => UsualDecoder.Decode(_bytes.AsSpan(Next(), UsualLength));

    void Feed<THandler>(ref THandler handler)
        where THandler : struct, ITicHandler
    {
        var bytes = _bytes.AsSpan(Next(), Streams.SectionLength);
        var length = Stream == Streams.Pieces ? Streams.PieceLength : bytes.Length;
        for (; !bytes.IsEmpty; bytes = bytes[length..])
        {
            _decoder.Decode(bytes[..length], ref handler);
        }
    }

    /// <summary>
    /// Hundreds of short calls, and pauses in which the runtime compiles: an operation of a whole section is called too
    /// seldom for that.
    /// </summary>
    void WarmUp()
    {
        const int Rounds = 4, Calls = 200, Length = 64_000;
        for (var round = 0; round < Rounds; round++)
        {
            for (var call = 0; call < Calls; call++)
            {
                var part = _bytes.AsSpan(call * Length, Length);
                var (values, readings) = (new ValueSum(), new ReadingSum());
                _decoder.Decode(part, ref values);
                _decoder.Decode(part, ref readings);
            }

            Thread.Sleep(200);
        }
    }

    int Next() => _turn++ % Streams.SectionCount * Streams.SectionLength;

    struct ValueSum : ITicHandler
    {
        public long Sum { get; private set; }

        public void OnFrame(in TicFrame frame) =>
            Sum += (frame.Meter?.Value ?? 0) + (frame.Time?.UnixSeconds ?? 0) + (frame.ImportWh ?? 0);
    }

    struct ReadingSum : ITicHandler
    {
        public long Sum { get; private set; }

        public void OnFrame(in TicFrame frame)
        {
            _ = frame.Read(out var reading);
            Sum += reading.Meter.Value + reading.At.UnixSeconds + (reading.Energy.ImportWh ?? 0);
        }
    }
}
