using System.IO.Compression;
using System.Runtime.Versioning;
using Oya.Cli.Output;

namespace Oya.Cli.Tests;

/// <summary>A file is replaced by whole results, or stays as it was; what is no file is never replaced.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OutputReplacingTests : IDisposable
{
    const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    readonly TemporaryFolder _folder = new();
    readonly Session _session = new();

    public void Dispose()
    {
        _folder.Dispose();
        _session.Dispose();
    }

    [Fact]
    public async Task Results_replace_a_file_and_keep_its_rights()
    {
        var output = Earlier();
        File.SetUnixFileMode(output, Private);
        Assert.Equal(ExitCode.Done, await DecodeAsync(output));
        Assert.Equal((4, Private), (File.ReadAllLines(output).Length, File.GetUnixFileMode(output)));
        AssertNothingElse("a.tic", "rows.csv");
    }

    [Fact]
    public async Task A_new_file_has_the_rights_that_every_new_file_has()
    {
        Assert.Equal(ExitCode.Done, await DecodeAsync(_folder.Path("rows.csv")));
        Assert.Equal(
            File.GetUnixFileMode(_folder.Write("plain", [])), File.GetUnixFileMode(_folder.Path("rows.csv")));
    }

    [Fact]
    public async Task A_link_stays_a_link_and_what_it_leads_to_is_replaced()
    {
        var output = Earlier();
        var link = _folder.Path("link.csv");
        File.CreateSymbolicLink(link, "rows.csv");
        Assert.Equal(ExitCode.Done, await DecodeAsync(link));
        Assert.Equal("rows.csv", new FileInfo(link).LinkTarget);
        Assert.Equal(4, File.ReadAllLines(output).Length);
    }

    [Fact]
    public async Task A_link_to_nothing_is_followed_as_the_system_follows_it()
    {
        Directory.CreateDirectory(_folder.Path("x/y"));
        Directory.CreateSymbolicLink(_folder.Path("q"), "x/y");
        File.CreateSymbolicLink(_folder.Path("x/y/link.csv"), "../made.csv");
        Assert.Equal(ExitCode.Done, await DecodeAsync(_folder.Path("q/link.csv")));
        Assert.Equal(4, File.ReadAllLines(_folder.Path("x/made.csv")).Length);
    }

    [Fact]
    public async Task A_command_that_fails_leaves_the_file_as_it_was()
    {
        var output = Earlier();
        var code = await _session.RunAsync(
            "decode", _folder.Write("a.tic", Frames.Damaged(3)), "--strict", "--per-frame", "-o", output);
        Assert.Equal(ExitCode.BadData, code);
        Assert.Equal("earlier", File.ReadAllText(output));
        AssertNothingElse("a.tic", "rows.csv");
    }

    [Fact]
    public async Task A_village_that_fails_leaves_all_its_files_as_they_were()
    {
        var truth = _folder.Path("truth.csv");
        File.WriteAllText(truth, "earlier");
        var code = await _session.RunAsync(
            "simulate", "--from", "2026-01-15", "--every", "1h", "--truth", truth, "-o", _folder.Path("no/where.tic"));
        Assert.Equal((ExitCode.Usage, "earlier"), (code, File.ReadAllText(truth)));
        AssertNothingElse("truth.csv");
    }

    [Fact]
    public async Task What_was_read_before_the_damage_of_a_capture_is_kept()
    {
        var output = Earlier();
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(Frames.Standard(100));
        }

        var cut = _folder.Write("cut.gz", packed.ToArray()[..2000]);
        Assert.Equal(ExitCode.BadData, await _session.RunAsync("decode", cut, "--per-frame", "-o", output));
        Assert.InRange(File.ReadAllLines(output).Length, 2, 50);
        AssertNothingElse("cut.gz", "rows.csv");
    }

    [Fact]
    public async Task A_result_that_says_how_bad_a_capture_is_is_a_whole_one()
    {
        var output = _folder.Path("bad.json");
        var code = await _session.RunAsync(
            "inspect", _folder.Write("a.tic", Frames.Damaged(3)), "--max-errors", "0", "-o", output);
        Assert.Equal(ExitCode.BadData, code);
        Assert.Contains("\"badChecksum\": 1", File.ReadAllText(output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_without_an_ending_that_a_file_has_is_not_made_a_folder()
    {
        var plain = _folder.Write("village", [1, 2, 3]);
        Assert.Equal(ExitCode.Usage, await SimulateAsync(plain));
        Assert.Contains("give the name an ending", _session.Error, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(plain));
    }

    [Fact]
    public async Task A_village_is_simulated_for_nothing_but_its_truth()
    {
        // Before anything is written: for root, a file could take the place of the device.
        Assert.True(OutputPlace.Of("/dev/null").IsStraight);
        Assert.Equal(ExitCode.Done, await SimulateAsync("/dev/null", "--truth", _folder.Path("truth.csv")));
        Assert.Equal(FileKind.Stream, FileStatus.Of("/dev/null").Kind);
        Assert.Equal(49, File.ReadAllLines(_folder.Path("truth.csv")).Length);
    }

    [Fact]
    public async Task A_pipe_is_written_to_and_stays_a_pipe()
    {
        var pipe = _folder.Path("pipe");
        Unix.Run("mkfifo", pipe);
        var reading = Task.Run(() => File.ReadAllBytes(pipe), TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Done, await SimulateAsync(pipe));
        Assert.Equal(0x02, (await reading)[0]);
        Assert.Equal(FileKind.Stream, FileStatus.Of(pipe).Kind);
        AssertNothingElse("pipe");
    }

    [Theory]
    [InlineData("/dev/stdout")]
    [InlineData("/proc/self/fd/1")]
    [InlineData("-")]
    public async Task The_standard_output_has_several_names(string name)
    {
        Assert.Equal(ExitCode.Done, await SimulateAsync(name));
        Assert.StartsWith("\x02", _session.Out, StringComparison.Ordinal);
    }

    Task<ExitCode> DecodeAsync(string output) =>
        _session.RunAsync("decode", _folder.Write("a.tic", Frames.Standard(3)), "--per-frame", "--format", "csv", "-o", output);

    Task<ExitCode> SimulateAsync(string output, params string[] more) =>
        _session.RunAsync(["simulate", "--from", "2026-01-15", "--every", "1h", "-o", output, .. more]);

    string Earlier() => _folder.Write("rows.csv", "earlier"u8.ToArray());

    void AssertNothingElse(params string[] names) => Assert.Equal(
        names, Directory.EnumerateFileSystemEntries(_folder.Path("")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
}
