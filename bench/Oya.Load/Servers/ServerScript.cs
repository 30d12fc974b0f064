using System.Diagnostics;

namespace Oya.Load;

/// <summary>tests/servers.sh, which starts, kills and stops real servers.</summary>
sealed class ServerScript(string path)
{
    /// <summary>That of the repository in which this program was built, unless a variable names another.</summary>
    public static string? Find() => Environment.GetEnvironmentVariable("OYA_TEST_SERVERS") is { Length: > 0 } named
        ? named
        : Folders().Select(folder => Path.Combine(folder, "tests", "servers.sh")).FirstOrDefault(File.Exists);

    /// <summary>Runs one of its lines; returns what it printed.</summary>
    /// <exception cref="SoakException">It failed; the message is what it said.</exception>
    public async Task<string> RunAsync(CancellationToken cancellationToken, params IEnumerable<string> words)
    {
        // In a session of its own: a Ctrl-C is for this program, which then needs the script to stop its servers.
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
            // It ends what it has begun, and only then are its servers known to be gone.
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        return process.ExitCode == 0
            ? (await output).Trim()
            : throw new SoakException(
                $"servers.sh {string.Join(' ', words)} ended with {process.ExitCode}: {(await error).Trim()}");
    }

    static IEnumerable<string> Folders()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }
}
