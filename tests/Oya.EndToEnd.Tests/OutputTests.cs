namespace Oya.EndToEnd.Tests;

/// <summary>Where results go when a shell has opened the place, and when the program is stopped before they are whole.</summary>
public sealed class OutputTests : IDisposable
{
    readonly Site _site = new();

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData("decode capture.tic >> capture.tic")]
    [InlineData("decode capture.tic -o /dev/stdout >> capture.tic")]
    [InlineData("decode capture.tic -o /dev/fd/3 3>> capture.tic")]
    [InlineData("decode - -o capture.tic < capture.tic")]
    [InlineData("decode /dev/stdin -o ./capture.tic < capture.tic")]
    [InlineData("simulate --from 2026-01-15 --curve capture.tic >> capture.tic")]
    [InlineData("daily --store capture.tic >> capture.tic")]
    public async Task A_shell_does_not_make_a_command_write_over_what_it_reads(string line)
    {
        await CaptureAsync();
        var before = File.ReadAllBytes(_site.Path("capture.tic"));
        using var child = Child.Shell(_site.Folder, $"oya {line}");
        var (code, _, error) = await child.EndAsync();
        Assert.True(code == 2, $"exit {code}: {error}");
        Assert.StartsWith("oya: cannot write '", error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_site.Path("capture.tic")));
    }

    [Theory]
    [InlineData("-o /dev/stdout >> log")]
    [InlineData("-o /dev/fd/3 3>> log")]
    [InlineData("-o /proc/self/fd/3 3>> log")]
    [InlineData("-o /dev/stderr 2>> log")]
    [InlineData(">> log")]
    public async Task A_file_that_a_shell_opened_is_added_to_and_not_cut(string to)
    {
        await CaptureAsync();
        _site.Write("log", "before\n");
        using var child = Child.Shell(_site.Folder, $"oya inspect capture.tic --format jsonl {to}");
        await child.DoneAsync();
        var lines = File.ReadAllLines(_site.Path("log"));
        Assert.Equal(["before", "{"], lines.Select(line => line.StartsWith('{') ? "{" : line));
    }

    [Fact]
    public async Task Ctrl_C_leaves_the_file_as_it_was_and_nothing_beside_it()
    {
        using var child = await HalfWayAsync();
        child.Interrupt();
        var (code, _, error) = await child.EndAsync();
        Assert.Equal((130, ""), (code, error));
        Assert.Equal("earlier", File.ReadAllText(_site.Path("rows.csv")));
        Assert.Empty(Parts());
    }

    [Fact]
    public async Task A_kill_leaves_the_file_as_it_was()
    {
        using var child = await HalfWayAsync();
        child.Kill();
        await child.EndAsync();
        Assert.Equal("earlier", File.ReadAllText(_site.Path("rows.csv")));
    }

    [Fact]
    public async Task A_program_that_ends_without_its_command_removes_what_is_not_whole()
    {
        // Opening a pipe that has no reader hears no Ctrl-C: the program ends without waiting for it.
        using var make = Child.Shell(_site.Folder, "mkfifo pipe");
        await make.DoneAsync();
        _site.Write("truth.csv", "earlier");
        using var child = Child.Start(
            _site.Folder, "simulate", "--from", "2026-01-15", "--every", "1h", "--truth", "truth.csv", "-o", "pipe");
        await UntilAsync(() => Parts().Any());
        child.Interrupt();
        Assert.Equal(130, (await child.EndAsync()).Code);
        Assert.Equal("earlier", File.ReadAllText(_site.Path("truth.csv")));
        Assert.Empty(Parts());
    }

    /// <summary>A decode that has begun to write over <c>rows.csv</c>, and waits for the rest of its capture.</summary>
    async Task<Child> HalfWayAsync()
    {
        await CaptureAsync();
        _site.Write("rows.csv", "earlier");
        var child = Child.Start(_site.Folder, "decode", "-", "-o", "rows.csv");
        await child.Input.WriteAsync(File.ReadAllBytes(_site.Path("capture.tic")), TestContext.Current.CancellationToken);
        await child.Input.FlushAsync(TestContext.Current.CancellationToken);
        await UntilAsync(() => Parts().Any(part => new FileInfo(part).Length > 0));
        return child;
    }

    Task<string> CaptureAsync() => _site.DoneAsync("simulate --meters 3 --from 2026-01-15 --every 10m -o @capture.tic");

    IEnumerable<string> Parts() => Directory.EnumerateFiles(_site.Folder, ".oya-*");

    static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
