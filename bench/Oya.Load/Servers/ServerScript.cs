using System.Diagnostics;

namespace Oya.Load;

/// <summary>tests/servers.sh, which starts, kills and stops real servers.</summary>
sealed class ServerScript(string path)
{
    /// <summary>
    /// The script of the repository that contains this program, unless an environment variable names another.
    /// </summary>
    public static string? Find() => Environment.GetEnvironmentVariable("OYA_TEST_SERVERS") is { Length: > 0 } named
        ? named
        : Folders().Select(folder => Path.Combine(folder, "tests", "servers.sh")).FirstOrDefault(File.Exists);

    /// <summary>Runs a command of the script, and returns its output.</summary>
    /// <exception cref="SoakException">The command failed; the message is its error output.</exception>
    public async Task<string> RunAsync(CancellationToken cancellationToken, params IEnumerable<string> words)
    {
        // In a new session: Ctrl-C ends only this program, which then needs the script to stop its servers.
        var start = new ProcessStartInfo("setsid", [path, .. words])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The script stops what it has started. Only after its end are the servers known to be stopped.
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        return process.ExitCode == 0
            ? (await output).Trim()
            : throw new SoakException(
                $"servers.sh {string.Join(' ', words)} exited with {process.ExitCode}: {(await error).Trim()}");
    }

    static IEnumerable<string> Folders()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }
}
