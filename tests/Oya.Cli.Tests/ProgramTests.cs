namespace Oya.Cli.Tests;

public sealed class ProgramTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("inspekt", "did you mean 'inspect'?")]
    [InlineData("inspect --frmat json x", "did you mean '--format'?")]
    [InlineData("decode", "required argument 'FILE' missing")]
    [InlineData("decode x --labels STGX", "'STGX' is not a label of a meter")]
    [InlineData("decode x --limit 0", "--limit '0'")]
    [InlineData("decode x --mode both", "'both'")]
    [InlineData("decode x --format svg", "'svg' is not a format of oya decode")]
    [InlineData("inspect x --format csv", "'csv' is not a format of oya inspect")]
    [InlineData("inspect x --max-errors many", "'many' is neither")]
    [InlineData("completion tcsh", "'tcsh'")]
    [InlineData("bench --only fast", "'fast' is not a measurement")]
    [InlineData("bench --seconds soon", "'soon' is not a time")]
    [InlineData("bench --format csv", "'csv' is not a format of oya bench")]
    public async Task A_usage_error_is_reported_on_stderr_with_exit_code_2(string line, string expected)
    {
        using var session = new Session();
        var code = await session.RunAsync(line.Split(' '));
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains(expected, session.Error, StringComparison.Ordinal);
        Assert.StartsWith("oya: ", session.Error, StringComparison.Ordinal);
        Assert.Empty(session.Out);
    }

    [Fact]
    public async Task A_line_without_a_command_shows_the_help_on_stderr()
    {
        using var session = new Session();
        Assert.Equal(ExitCode.Usage, await session.RunAsync());
        Assert.Contains("Commands:", session.Error, StringComparison.Ordinal);
        Assert.Empty(session.Out);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("inspect --help")]
    [InlineData("decode -h")]
    [InlineData("completion --help")]
    public async Task Requested_help_goes_to_stdout_and_begins_with_examples(string line)
    {
        using var session = new Session();
        Assert.Equal(ExitCode.Done, await session.RunAsync(line.Split(' ')));
        Assert.Empty(session.Error);
        var examples = session.Out.IndexOf("Examples:", StringComparison.Ordinal);
        Assert.InRange(examples, 1, session.Out.IndexOf("Usage: oya", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_version_is_a_number()
    {
        using var session = new Session();
        Assert.Equal(ExitCode.Done, await session.RunAsync("--version"));
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", session.Out);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task The_completion_script_of_every_shell_asks_the_program(string shell)
    {
        using var session = new Session();
        Assert.Equal(ExitCode.Done, await session.RunAsync("completion", shell));
        Assert.Contains("[suggest:", session.Out, StringComparison.Ordinal);
        Assert.Empty(session.Error);
    }

    [Theory]
    [InlineData("oya ins", "inspect")]
    [InlineData("oya decode --per", "--per-frame")]
    [InlineData("oya decode --format js", "jsonl")]
    [InlineData("oya completion z", "zsh")]
    public async Task A_partial_line_is_completed(string partial, string expected)
    {
        using var session = new Session();
        Assert.Equal(ExitCode.Done, await session.RunAsync($"[suggest:{partial.Length}]", partial));
        Assert.Contains(expected, session.Out.Split('\n'));
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("decode")]
    [InlineData("decode --format csv")]
    [InlineData("decode --format json")]
    public async Task A_missing_file_is_reported_with_its_name_and_the_remedy(string command)
    {
        using var session = new Session();
        var code = await session.RunAsync([.. command.Split(' '), _folder.Path("absent.tic")]);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Equal(
            $"oya: {_folder.Path("absent.tic")}: no such file; check the path; - reads the standard input\n",
            session.Error);
        Assert.Empty(session.Out);
    }

    [Fact]
    public async Task Other_files_are_read_when_one_file_is_missing()
    {
        using var session = new Session();
        var code = await session.RunAsync("inspect", _folder.Path("absent.tic"), _folder.Write("a.tic", Frames.Standard(2)));
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("\"complete\":2", session.Out, StringComparison.Ordinal);
        Assert.Contains("absent.tic: no such file", session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_file_that_cannot_be_written_is_a_usage_error()
    {
        using var session = new Session();
        var code = await session.RunAsync("decode", _folder.Write("a.tic", Frames.Standard(1)), "-o", _folder.Path("no/where.csv"));
        Assert.Equal(ExitCode.Usage, code);
        Assert.StartsWith("oya: cannot write '", session.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("decode", "jsonl")]
    [InlineData("decode", "csv")]
    [InlineData("decode", "json")]
    [InlineData("decode", "table")]
    [InlineData("inspect", "json")]
    public async Task A_closed_pipe_ends_the_command_without_an_error(string command, string format)
    {
        using var session = new Session();
        using var closed = new BadOutput("Broken pipe", 32);
        var code = await session.RunAsync(
            closed, command, _folder.Write("a.tic", Frames.Standard(2000)), "--format", format);
        Assert.Equal(ExitCode.Done, code);
        Assert.Empty(session.Error);
        Assert.True(closed.Attempts > 0);
    }

    [Fact]
    public async Task A_full_disk_is_reported_in_one_line()
    {
        using var session = new Session();
        using var full = new BadOutput("No space left on device", 28);
        var code = await session.RunAsync(full, "decode", _folder.Write("a.tic", Frames.Standard(2000)));
        Assert.Equal(ExitCode.Unavailable, code);
        Assert.Equal("oya: No space left on device\n", session.Error);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_command_that_waits_for_input_with_exit_code_130()
    {
        using var stop = new CancellationTokenSource();
        using var output = new MemoryStream();
        using var never = new NeverStream(stop);
        var terminal = new Terminal { Input = never, Output = output, Error = new StringWriter() };
        var code = await OyaProgram.RunAsync(["decode", "-"], terminal, stop.Token);
        Assert.Equal(ExitCode.Interrupted, code);
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("NO_COLOR", "1", false)]
    [InlineData("TERM", "dumb", false)]
    public async Task Colours_are_used_only_on_terminals_that_accept_them(string? variable, string? value, bool expected)
    {
        using var session = new Session { OnTerminal = true };
        _ = variable is null ? session : session.With(variable, value!);
        Assert.Equal(ExitCode.Done, await session.RunAsync("inspect", _folder.Write("a.tic", Frames.Standard(2))));
        Assert.Equal(expected, session.Out.Contains("\e[", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_no_color_option_and_a_pipe_disable_colours()
    {
        var file = _folder.Write("a.tic", Frames.Standard(2));
        using var disabled = new Session { OnTerminal = true };
        await disabled.RunAsync("inspect", file, "--no-color");
        using var piped = new Session();
        await piped.RunAsync("inspect", file, "--format", "table");
        Assert.DoesNotContain("\e[", disabled.Out + piped.Out, StringComparison.Ordinal);
    }

    sealed class BadOutput(string message, int error) : MemoryStream
    {
        public int Attempts { get; private set; }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Attempts++;
            throw new IOException(message, error);
        }
    }

    /// <summary>
    /// A stream like a silent pipe: a read blocks and ignores cancellation. Ctrl-C arrives during the read.
    /// </summary>
    sealed class NeverStream(CancellationTokenSource stop) : MemoryStream
    {
        readonly ManualResetEventSlim _closed = new();

        public override int Read(Span<byte> buffer)
        {
            stop.Cancel();
            _closed.Wait(CancellationToken.None);
            return 0;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override bool CanSeek => false;

        protected override void Dispose(bool disposing)
        {
            _closed.Set();
            base.Dispose(disposing);
        }
    }
}
