using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Oya.EndToEnd.Tests;

/// <summary>Runs the program as a child process, for tests of kills, signals and memory.</summary>
sealed class Child : IDisposable
{
    readonly Process _process;
    readonly Task<string> _out;
    readonly StringBuilder _error = new();
    readonly TaskCompletionSource _firstErrorLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    Child(ProcessStartInfo start)
    {
        _process = new() { StartInfo = start };
        _process.ErrorDataReceived += (_, line) =>
        {
            _error.Append(line.Data).Append(line.Data is null ? "" : "\n");
            _firstErrorLine.TrySetResult();
        };
        _process.Start();
        _process.BeginErrorReadLine();
        _out = _process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>The program built with these tests.</summary>
    public static string Program { get; } =
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "oya.exe" : "oya");

    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Completes at the first line on stderr, or when stderr is closed.</summary>
    public Task FirstErrorLine => _firstErrorLine.Task;

    public static Child Start(string folder, params IEnumerable<string> arguments) =>
        StartProgram(folder, Program, arguments);

    /// <summary>Runs a program other than <c>oya</c>.</summary>
    public static Child StartProgram(string folder, string program, params IEnumerable<string> arguments) =>
        new(Line(folder, program, arguments));

    /// <summary>Runs a shell command line. <c>oya</c> is on its PATH.</summary>
    public static Child Shell(
        string folder, string line, params IEnumerable<KeyValuePair<string, string>> variables)
    {
        var start = Line(folder, "sh", ["-c", line]);
        start.Environment["PATH"] = AppContext.BaseDirectory + ":" + Environment.GetEnvironmentVariable("PATH");
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return new(start);
    }

    /// <summary>Sends SIGKILL. The process runs no more code.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Sends SIGINT, like Ctrl-C.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("sh", ["-c", $"kill -INT {_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>The peak memory of the process in bytes; null when it has exited.</summary>
    public long? PeakMemory() => 1024 * Find("status", "VmHWM:");

    /// <summary>Bytes that the process has read from files and pipes; null when it has exited.</summary>
    public long? BytesRead() => Find("io", "rchar:");

    /// <summary>Waits for the exit. Returns the exit code, stdout and stderr.</summary>
    public async Task<(int Code, string Out, string Error)> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, await _out, _error.ToString());
    }

    /// <summary>Waits for the exit, which must be successful.</summary>
    public async Task<string> DoneAsync()
    {
        var (code, output, error) = await EndAsync();
        Assert.True(code == 0, $"exit {code}\nstdout: {output}\nstderr: {error}");
        return output;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    long? Find(string file, string name)
    {
        try
        {
            var line = File.ReadLines($"/proc/{_process.Id}/{file}")
                .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            return line is null ? null : long.Parse(line[name.Length..].Replace("kB", ""), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    static ProcessStartInfo Line(string folder, string file, IEnumerable<string> arguments)
    {
        // A child process inherits ignored signals. SIGINT must have its default action.
        var ignored = OperatingSystem.IsLinux() && IgnoresInterrupt();
        var start = new ProcessStartInfo(ignored ? "env" : file)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in ignored ? ["--default-signal=INT", file, .. arguments] : arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Remove("OYA_STORE");
        return start;
    }

    static bool IgnoresInterrupt()
    {
        const ulong Interrupt = 1 << (2 - 1);
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("SigIgn:", StringComparison.Ordinal));
        return (ulong.Parse(line[7..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Interrupt) != 0;
    }
}
