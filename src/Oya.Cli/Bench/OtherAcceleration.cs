using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Oya.Cli.Bench;

/// <summary>
/// The decoder chooses its path once in a process, by what the processor can do. Another path is measured by this same
/// program, started with the variable that forces it.
/// </summary>
static class OtherAcceleration
{
    const string Variable = "OYA_TIC_PATH";

    /// <summary>The value of the variable for a row of another path; null for the others.</summary>
    public static string? From(BenchRow row) => row switch
    {
        BenchRow.Vector256 => "256",
        BenchRow.Scalar => "scalar",
        _ => null,
    };

    /// <summary>The standard row on another path; null when this program cannot start itself.</summary>
    public static async Task<Measured?> MeasureAsync(
        string path, BenchSettings settings, CancellationToken cancellation)
    {
        if (Self() is not { } start)
        {
            return null;
        }

        start.Environment[Variable] = path;
        start.RedirectStandardOutput = true;
        string[] words =
        [
            "bench", "--only", "standard", "--format", "json", "--seconds",
            settings.PerRow.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            .. settings.IsQuick ? ["--quick"] : (string[])[],
        ];
        Array.ForEach(words, start.ArgumentList.Add);
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
            // Ctrl-C reaches it by itself; whoever cancels otherwise leaves nothing running behind.
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    /// <summary>This program, whether it was started as itself or as a library of <c>dotnet</c>.</summary>
    static ProcessStartInfo? Self()
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
