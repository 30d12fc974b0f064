using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Oya.EndToEnd.Tests;

/// <summary>The program as a process of its own, for what only a process can show: death, signals, memory.</summary>
sealed class Child : IDisposable
{
    readonly Process _process;
    readonly Task<string> _out;
    readonly StringBuilder _error = new();
    readonly TaskCompletionSource _spoke = new(TaskCreationOptions.RunContinuationsAsynchronously);

    Child(ProcessStartInfo start)
    {
        _process = new() { StartInfo = start };
        _process.ErrorDataReceived += (_, line) =>
        {
            _error.Append(line.Data).Append(line.Data is null ? "" : "\n");
            _spoke.TrySetResult();
        };
        _process.Start();
        _process.BeginErrorReadLine();
        _out = _process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>The program as it was built with these tests.</summary>
    public static string Program { get; } =
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "oya.exe" : "oya");

    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Ends with its first line on stderr, or with its end.</summary>
    public Task Spoke => _spoke.Task;

    public static Child Start(string folder, params IEnumerable<string> words) => StartProgram(folder, Program, words);

    /// <summary>Runs a program other than <c>oya</c>.</summary>
    public static Child StartProgram(string folder, string program, params IEnumerable<string> words) =>
        new(Line(folder, program, words));

    /// <summary>Runs a line of a shell in which <c>oya</c> is the program.</summary>
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

    /// <summary>SIGKILL: nothing of the process runs after it.</summary>
    public void Kill() => _process.Kill();

    /// <summary>SIGINT, as Ctrl-C sends it.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("sh", ["-c", $"kill -INT {_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Most memory that it held so far, bytes; null when it has ended.</summary>
    public long? PeakMemory() => 1024 * Find("status", "VmHWM:");

    /// <summary>Bytes that it has read so far, of files, of pipes and to start; null when it has ended.</summary>
    public long? BytesRead() => Find("io", "rchar:");

    /// <summary>Waits for the end; returns code, results and what was said beside them.</summary>
    public async Task<(int Code, string Out, string Error)> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, await _out, _error.ToString());
    }

    /// <summary>Waits for the end, which must be a good one.</summary>
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

    static ProcessStartInfo Line(string folder, string file, IEnumerable<string> words)
    {
        // A signal that whoever started the tests has set to be ignored stays so in every child.
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
        foreach (var word in ignored ? ["--default-signal=INT", file, .. words] : words)
        {
            start.ArgumentList.Add(word);
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
