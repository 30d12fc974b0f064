using System.Diagnostics;

namespace Oya.Load;

/// <summary>A process of the program. It can be fed, watched, stopped or killed.</summary>
sealed class OyaProcess : IDisposable
{
    // Exit codes after a signal (README: 0 done, 130 stopped). A process that is stopped before it handles signals
    // ends with the default of the system: 128 + SIGTERM.
    const int Done = 0, Stopped = 130, StoppedEarly = 143;

    readonly Process _process;
    readonly Task<string> _out;
    readonly StreamWriter _log;
    readonly Lock _lock = new();
    readonly List<string> _errorLines = [];

    public OyaProcess(ProcessStartInfo line, string log)
    {
        // Appends, so that two hundred ingesters in a row share one log file.
        _log = new(log, append: true) { AutoFlush = true };
        Line = "oya "
            + string.Join(' ', line.ArgumentList.Where(word => !word.EndsWith(".dll", StringComparison.Ordinal)));
        _process = new() { StartInfo = line };
        _process.ErrorDataReceived += (_, said) => Note(said.Data);
        _process.Start();
        _process.BeginErrorReadLine();
        _out = _process.StandardOutput.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public Stream Input => _process.StandardInput.BaseStream;

    public bool HasEnded => _process.HasExited;

    /// <summary>The command line, for display.</summary>
    public string Line { get; }

    /// <summary>The lines it has written to stderr so far.</summary>
    public IReadOnlyList<string> ErrorLines
    {
        get
        {
            lock (_lock)
            {
                return [.. _errorLines];
            }
        }
    }

    /// <summary>Sends SIGKILL: the process ends at once.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Sends SIGTERM: the process ends by itself, and must succeed.</summary>
    public async Task<string> StopAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
        return await EndAsync([Done, Stopped, StoppedEarly], cancellationToken);
    }

    /// <summary>Waits for the successful end of the process, and returns its output.</summary>
    public Task<string> DoneAsync(CancellationToken cancellationToken) => EndAsync([Done], cancellationToken);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.WaitForExit();
        _process.Dispose();
        lock (_lock)
        {
            _log.Dispose();
        }
    }

    async Task<string> EndAsync(int[] expected, CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        var output = await _out;
        return expected.Contains(_process.ExitCode)
            ? output
            : throw new SoakException(
                $"{Line}\nexited with {_process.ExitCode}: {string.Join('\n', ErrorLines.TakeLast(20))}");
    }

    void Note(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lock)
        {
            _errorLines.Add(line);
            _log.WriteLine(line);
        }
    }
}
