using System.Text.Json;
using Oya.Cli.Bench;

namespace Oya.Cli.Tests;

/// <summary>Checks what is measured and how it is reported. No test checks a speed.</summary>
public sealed class BenchTests : IDisposable
{
    static readonly string[] Figures =
    [
        "bytesPerSecond", "framesPerSecond", "memcpyRatio", "memcpyBytesPerSecond", "bestBytesPerSecond", "liveMeters",
        "pairs",
    ];

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_row_has_its_figures_and_no_frame_allocates()
    {
        var (code, output) = await RunAsync("bench", "--quick", "--format", "json");
        Assert.Equal(ExitCode.Done, code);
        using var json = JsonDocument.Parse(output);
        // The program measures the two other paths in a child process. It cannot start itself from these tests.
        string[] rows = ["standard", "historic", "threePhaseProducer", "noisy", "readings", "ports", "file"];
        Assert.Equal(
            [.. rows, "streamBytes", "seconds", "machine"], json.RootElement.EnumerateObject().Select(p => p.Name));
        foreach (var row in rows.Select(json.RootElement.GetProperty))
        {
            Assert.All(Figures, figure => Assert.True(row.GetProperty(figure).GetDouble() > 0, $"{figure} of {row}"));
        }

        Assert.Equal((960, 120), (Line("standard"), Line("historic")));
        int Line(string row) => json.RootElement.GetProperty(row).GetProperty("lineBytesPerSecond").GetInt32();

        // A memory-mapped file allocates an object per view.
        Assert.All(rows[..^1], row =>
            Assert.Equal(0, json.RootElement.GetProperty(row).GetProperty("allocatedBytesPerFrame").GetDouble()));
        Assert.Contains(
            json.RootElement.GetProperty("file").GetProperty("way").GetString(), (string?[])["reads", "mmap"]);
        Assert.InRange(json.RootElement.GetProperty("machine").GetProperty("cores").GetInt32(), 1, 4096);
    }

    [Fact]
    public async Task A_capture_is_measured_together_with_both_modes()
    {
        var capture = _folder.Write("a.tic.gz", Packed.Gzip(Frames.Standard(3)));
        var (code, output) = await RunAsync("bench", capture, "--quick", "--format", "json");
        Assert.Equal(ExitCode.Done, code);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(
            ["capture", "standard", "historic"], json.RootElement.EnumerateObject().Select(p => p.Name).Take(3));
        var row = json.RootElement.GetProperty("capture");
        var bytes = row.GetProperty("bytesPerSecond").GetDouble();
        var frames = row.GetProperty("framesPerSecond").GetDouble();
        Assert.Equal(Frames.Standard(3).Length / 3.0, bytes / frames, 0.1);
    }

    [Fact]
    public async Task The_table_says_how_many_live_meters_one_core_decodes()
    {
        var (_, output) = await RunAsync("bench", "--quick", "--only", "standard", "--format", "table");
        // With the clock of this test, every pass takes a millisecond: 8 384 000 bytes.
        Assert.Matches("standard, 1000 meters +8.38 +1.00 ", output);
        Assert.Contains("One core decodes 8.7 million live meters", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Markdown_table_has_one_line_per_row_and_one_for_memcpy()
    {
        var (_, output) = await RunAsync("bench", "--quick", "--only", "standard,historic", "--format", "markdown");
        Assert.Equal(
            ["one core", "---", "standard, 1000 meters", "historic, 1000 meters", "memcpy"],
            output.TrimEnd().Split('\n').Select(line => line.Split('|')[1].Trim()));
    }

    [Fact]
    public async Task An_empty_capture_is_a_usage_error()
    {
        var (code, output) = await RunAsync("bench", _folder.Write("empty.tic", []), "--quick");
        Assert.Equal((ExitCode.Usage, ""), (code, output));
    }

    [Fact]
    public async Task The_capture_row_without_a_capture_is_a_usage_error()
    {
        var (code, output) = await RunAsync("bench", "--quick", "--only", "capture,standard");
        Assert.Equal((ExitCode.Usage, ""), (code, output));
    }

    [Fact]
    public async Task Ctrl_C_ends_the_benchmark_with_exit_code_130()
    {
        using var stop = new CancellationTokenSource();
        var time = new Steps { OnStep = step => { if (step == 10) { stop.Cancel(); } } };
        var (code, output) = await RunAsync(time, stop.Token, "bench", "--quick", "--only", "standard,historic");
        Assert.Equal((ExitCode.Interrupted, ""), (code, output));
    }

    [Theory]
    [InlineData(24L << 30, false, 256)]
    [InlineData(1L << 30, false, 256)]
    [InlineData((1L << 30) - 1, false, 128)]
    [InlineData(256L << 20, false, 64)]
    [InlineData(1L << 20, false, 4)]
    [InlineData(24L << 30, true, 32)]
    [InlineData(64L << 20, true, 16)]
    public void Half_of_the_memory_is_left_to_other_processes(long available, bool isQuick, int expected) =>
        Assert.Equal(expected << 20, BenchSize.For(available, isQuick));

    [Fact]
    public void Figures_are_medians_of_pairs()
    {
        // The durations of alternating copy and decode passes, in milliseconds, as the clock reports them.
        var time = new Script(2, 8, 2, 4, 2, 4, 3, 4, 200, 4);
        var memory = new BenchMemory(4 * BenchMemory.Unit);
        var passes = new PairedPasses(memory, time, TestContext.Current.CancellationToken);
        var decoded = new List<int>();
        var measured = passes.Run(
            (offset, length) =>
            {
                decoded.Add(offset);
                return length / 640;
            },
            TimeSpan.Zero);

        Assert.Equal([0, 1, 2, 3, 0, 1, 2, 3, 0, 1], decoded.Select(offset => offset / BenchMemory.Unit));
        Assert.Equal(5, measured.Pairs);
        Assert.Equal(0.5, measured.MemcpyRatio);
        Assert.Equal((16_000_000, 25_000), (measured.BytesPerSecond, measured.FramesPerSecond));
        Assert.Equal((32_000_000, 16_000_000), (measured.MemcpyBytesPerSecond, measured.BestBytesPerSecond));
        Assert.Equal(16_666, measured.LiveMeters);
    }

    static Task<(ExitCode Code, string Output)> RunAsync(params string[] args) =>
        RunAsync(new Steps(), TestContext.Current.CancellationToken, args);

    static async Task<(ExitCode Code, string Output)> RunAsync(
        TimeProvider time, CancellationToken cancellation, params string[] args)
    {
        using var output = new MemoryStream();
        var terminal = new Terminal { Input = Stream.Null, Output = output, Error = new StringWriter(), Time = time };
        var code = await OyaProgram.RunAsync(args, terminal, cancellation);
        return (code, System.Text.Encoding.UTF8.GetString(output.ToArray()));
    }

    /// <summary>A clock that advances by a millisecond each time it is read.</summary>
    sealed class Steps : TimeProvider
    {
        long _now;

        public Action<long> OnStep { get; init; } = static _ => { };

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp()
        {
            OnStep(_now);
            return _now++;
        }
    }

    /// <summary>
    /// A clock that advances by the given pass durations, in milliseconds: copy, decode, copy, decode.
    /// </summary>
    sealed class Script(params int[] passes) : TimeProvider
    {
        long _now;
        int _pass;
        int _reads;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp()
        {
            // The first read is the start. In each following group of three reads, the second and the third end a pass.
            var read = _reads++ - 1;
            if (read >= 0 && read % 3 != 0 && _pass < passes.Length)
            {
                _now += passes[_pass++];
            }

            return _now;
        }
    }
}
