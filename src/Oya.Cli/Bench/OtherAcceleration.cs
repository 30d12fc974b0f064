using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Oya.Cli.Bench;

/// <summary>
/// Measures the decoder with another acceleration. The decoder chooses its path once per process, from the capabilities
/// of the processor. To measure another path, this program starts itself with the environment variable that forces it.
/// </summary>
static class OtherAcceleration
{
    const string Variable = "OYA_TIC_PATH";

    /// <summary>The value of the variable for a row; null when the row uses the default path.</summary>
    public static string? From(BenchRow row) => row switch
    {
        BenchRow.Vector256 => "256",
        BenchRow.Scalar => "scalar",
        _ => null,
    };

    /// <summary>Measures the standard row on another path; null when this program cannot start itself.</summary>
    public static async Task<Measured?> MeasureAsync(
        string path, BenchSettings settings, CancellationToken cancellation)
    {
        if (CreateStartInfo() is not { } start)
        {
            return null;
        }

        start.Environment[Variable] = path;
        start.RedirectStandardOutput = true;
        string[] arguments =
        [
            "bench", "--only", "standard", "--format", "json", "--seconds",
            settings.PerRow.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            .. settings.IsQuick ? ["--quick"] : (string[])[],
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        using var process = Process.Start(start) ?? throw new Win32Exception();
        try
        {
            var text = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0
                ? JsonSerializer.Deserialize(text, BenchJsonContext.Default.BenchJson)?.Standard
                : null;
        }
        finally
        {
            // Ctrl-C also reaches the child process. After any other cancellation, it must be killed here.
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    /// <summary>Starts this program again, whether it runs as an executable or under <c>dotnet</c>.</summary>
    static ProcessStartInfo? CreateStartInfo()
    {
        var name = typeof(OtherAcceleration).Assembly.GetName().Name;
        if (Environment.ProcessPath is not { } path || Assembly.GetEntryAssembly() != typeof(OtherAcceleration).Assembly)
        {
            return null;
        }

        if (Path.GetFileNameWithoutExtension(path) != "dotnet")
        {
            return new(path);
        }

        var start = new ProcessStartInfo(path);
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"));
        return start;
    }
}
