using System.IO.Compression;
using Oya.Cli;

namespace Oya.EndToEnd.Tests;

/// <summary>Tests that stdout has only results, and that the exit code and stderr report the outcome.</summary>
public sealed class StreamTests(StreamTests.Village village) : IClassFixture<StreamTests.Village>
{
    readonly Site _site = village.Site;

    [Theory]
    [InlineData("inspect @capture.tic")]
    [InlineData("inspect @capture.tic --format json")]
    [InlineData("decode @capture.tic --labels EAST,SINSTS --limit 10")]
    [InlineData("decode @capture.tic --per-frame --format csv")]
    [InlineData("replay @capture.tic")]
    [InlineData("replay @capture.tic --format table")]
    [InlineData("daily")]
    [InlineData("daily --format json")]
    [InlineData("curve PRM")]
    [InlineData("curve PRM --best --format jsonl")]
    [InlineData("curve PRM --day 2026-01-15 --format svg")]
    [InlineData("registry list")]
    [InlineData("consent status PRM")]
    [InlineData("consent history PRM")]
    [InlineData("publish --day 2026-01-15 --dry-run")]
    [InlineData("completion bash")]
    [InlineData("--version")]
    [InlineData("curve --help")]
    public async Task A_command_that_reads_has_its_results_on_stdout_and_nothing_on_stderr(string line)
    {
        var answer = await _site.RunAsync(line.Replace("PRM", village.UsagePoint, StringComparison.Ordinal));
        Assert.True(answer is { Code: ExitCode.Done, Out.Length: > 0, Error.Length: 0 }, $"{line}\n{answer}");
    }

    [Theory]
    [InlineData("simulate --from 2026-01-16 --every 1h -o @other.tic", "25 frames of 1 meters")]
    [InlineData("registry import @registry.csv", "3 entries read, 0 new or changed")]
    [InlineData("consent import @consents.csv", "acts read, 0 new")]
    [InlineData("daily --day 2020-01-01 --format table", "no energy from 2020-01-01")]
    public async Task A_command_that_writes_reports_it_on_stderr(string line, string expected)
    {
        var answer = await _site.RunAsync(line);
        Assert.True(answer.Code == ExitCode.Done, $"{line}\n{answer}");
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
        var quiet = await _site.RunAsync(line + " -q");
        Assert.Equal((ExitCode.Done, ""), (quiet.Code, quiet.Error));
    }

    [Fact]
    public async Task Stdout_of_a_simulation_has_only_frames()
    {
        var answer = await _site.RunAsync("simulate --from 2026-01-15 --every 1h");
        Assert.Equal(ExitCode.Done, answer.Code);
        Assert.StartsWith("\x02", answer.Out, StringComparison.Ordinal);
        Assert.EndsWith("\x03", answer.Out, StringComparison.Ordinal);
        Assert.Equal(25, answer.Out.Count(c => c == '\x02'));
    }

    [Theory]
    [InlineData(2, "replay", "FILE")]
    [InlineData(2, "replay @absent.tic", "no such file")]
    [InlineData(2, "replay @village-without-list", "captures.json")]
    [InlineData(2, "replay @capture.tic --every never", "'never' is not a time")]
    [InlineData(2, "daily 123", "'123' is neither a usage point")]
    [InlineData(2, "daily --day yesterday", "'yesterday' is not a day")]
    [InlineData(2, "daily --day 2026-01-15 --from 2026-01-15", "--day cannot be combined")]
    [InlineData(2, "daily --from 2026-01-16 --to 2026-01-15", "not after")]
    [InlineData(2, "daily --store @no.db", "there is no store")]
    [InlineData(2, "curve", "PRM")]
    [InlineData(2, "consent status 123", "'123' is not a usage point")]
    [InlineData(2, "publish", "--day")]
    [InlineData(2, "simulate --meters 0 --from 2026-01-15", "give 1 to")]
    [InlineData(2, "simulate", "--from")]
    [InlineData(2, "simulate --curve @absent.csv", "absent.csv")]
    [InlineData(2, "inspekt @capture.tic", "did you mean 'inspect'?")]
    [InlineData(3, "daily --store Host=localhost;Database=oya", "")]
    [InlineData(3, "replay @capture.tic --store @capture.tic", "cannot open the store")]
    public async Task An_error_is_reported_on_stderr_with_its_exit_code(int code, string line, string expected) =>
        Assert.Contains(expected, await _site.FailsAsync((ExitCode)code, line), StringComparison.Ordinal);

    [Theory]
    [InlineData("registry", "90581812762947,04206139534,H000001,2025-01-01,,6,BASE-6",
        "line 3, column meter: '04206139534' is not 12 digits")]
    [InlineData("registry", "905818127629470,042061395345,H000001,2025-01-01,,6,BASE-6",
        "line 3, column usage_point: '905818127629470' is not 14 digits")]
    [InlineData("registry", "90581812762947,042061395345,H000001,hier,,6,BASE-6",
        "line 3, column from: 'hier' is not a time")]
    [InlineData("registry", "90581812762947,042061395345,H000001,2025-01-01,,six,BASE-6",
        "line 3, column kva: 'six' is not a whole number")]
    [InlineData("consent", "90581812762947,H000001,collect,activated,2026-01-05,,X-1",
        "line 3, column kind: 'collect' is not one of enregistrement, collecte")]
    [InlineData("consent", "90581812762947,H000001,collecte,given,2026-01-05,,X-1",
        "line 3, column event: 'given' is not one of requested, activated, withdrawn")]
    [InlineData("consent", "90581812762947,H000001,collecte,activated,,,X-1",
        "line 3, column at: '' is not a time")]
    public async Task An_invalid_CSV_line_is_reported_with_file_line_and_column_and_nothing_is_imported(
        string import, string invalid, string expected)
    {
        var valid = File.ReadAllLines(_site.Path($"{(import == "consent" ? "consents" : import)}.csv"));
        _site.Write("bad.csv", $"{valid[0]}\n{valid[1]}\n{invalid}\n{valid[2]}\n");
        using var fresh = new Site();
        var error = await fresh.FailsAsync(ExitCode.Usage, $"{import} import {_site.Path("bad.csv")}");
        Assert.Contains($"bad.csv: {expected}", error, StringComparison.Ordinal);
        Assert.False(File.Exists(fresh.Store), "a file with an invalid line must not create a store");
    }

    [Fact]
    public async Task A_missing_CSV_column_is_reported_by_name()
    {
        _site.Write("short.csv", "usage_point,meter,holder\n");
        var error = await _site.FailsAsync(ExitCode.Usage, "registry import @short.csv");
        Assert.Contains("short.csv: line 1 has no column from, to, kva, offer", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_compressed_capture_is_reported_and_its_readings_before_the_cut_are_stored()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(File.ReadAllBytes(_site.Path("capture.tic")));
        }

        using var fresh = new Site();
        File.WriteAllBytes(fresh.Path("cut.tic.gz"), packed.ToArray()[..(int)(packed.Length / 2)]);
        var answer = await fresh.RunAsync("replay @cut.tic.gz");
        Assert.Equal(ExitCode.BadData, answer.Code);
        Assert.Contains("cut.tic.gz", answer.Error, StringComparison.Ordinal);
        Assert.Contains("\"meters\":3", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_exits_with_130_after_Ctrl_C()
    {
        using var child = Child.Start(_site.Folder, "serve", "--store", "served.db");
        await child.FirstErrorLine;
        child.Interrupt();
        var (code, output, error) = await child.EndAsync();
        Assert.Equal((130, ""), (code, output));
        Assert.Contains("next midnight", error, StringComparison.Ordinal);
    }

    /// <summary>Three meters of one day, in the store.</summary>
    public sealed class Village : IAsyncLifetime
    {
        internal Site Site { get; } = new();

        internal string UsagePoint { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            await Site.VillageAsync("--meters 3 --from 2026-01-15 --every 60s");
            await Site.DoneAsync("replay @capture.tic");
            Directory.CreateDirectory(Site.Path("village-without-list"));
            UsagePoint = new Truth(Site.Path("truth.csv")).UsagePoints[0];
        }

        public ValueTask DisposeAsync()
        {
            Site.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
