using System.Diagnostics;

namespace Oya.Load;

/// <summary>A process of the program: fed, watched, told to end, or killed.</summary>
sealed class OyaProcess : IDisposable
{
    // Ends of the kind that a signal asks for (README: 0 done, 130 stopped); one that is stopped before it has begun to
    // listen for it ends as the system has it: 128 + SIGTERM.
    const int Done = 0, Stopped = 130, StoppedEarly = 143;

    readonly Process _process;
    readonly Task<string> _out;
    readonly StreamWriter _log;
    readonly Lock _lock = new();
    readonly List<string> _said = [];

    public OyaProcess(ProcessStartInfo line, string log)
    {
        // Appended to: two hundred ingesters in a row are one story.
        _log = new(log, append: true) { AutoFlush = true };
        Line = "oya " + string.Join(' ', line.ArgumentList.Where(word => !word.EndsWith(".dll", StringComparison.Ordinal)));
        _process = new() { StartInfo = line };
        _process.ErrorDataReceived += (_, said) => Note(said.Data);
        _process.Start();
        _process.BeginErrorReadLine();
        _out = _process.StandardOutput.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public Stream Input => _process.StandardInput.BaseStream;

    public bool HasEnded => _process.HasExited;

    /// <summary>Its command line, for a person.</summary>
    public string Line { get; }

    /// <summary>What it said so far.</summary>
    public IReadOnlyList<string> Said
    {
        get
        {
            lock (_lock)
            {
                return [.. _said];
            }
        }
    }

    /// <summary>SIGKILL: nothing of it runs after that.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>SIGTERM: it ends by itself, and well.</summary>
    public async Task<string> StopAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
        return await EndAsync([Done, Stopped, StoppedEarly], cancellationToken);
    }

    /// <summary>Waits for its end, which must be a good one; returns its results.</summary>
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

    async Task<string> EndAsync(int[] good, CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        var output = await _out;
        return good.Contains(_process.ExitCode)
            ? output
            : throw new SoakException(
                $"{Line}\nended with {_process.ExitCode}: {string.Join('\n', Said.TakeLast(20))}");
    }

    void Note(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lock)
        {
            _said.Add(line);
            _log.WriteLine(line);
        }
    }
}
