using System.Diagnostics;
using System.Text;

namespace Oya.Package.Tests;

/// <summary>A program that is run to its end.</summary>
static class Command
{
    /// <summary>Runs a program that must succeed, and returns what it prints.</summary>
    public static async Task<string> RunAsync(
        string folder, string program, string[] arguments, params IEnumerable<(string Name, string Value)> variables)
    {
        var (exitCode, output) = await TryAsync(folder, program, arguments, variables);
        Assert.True(exitCode == 0, $"{program} {string.Join(' ', arguments)}\nexit {exitCode}\n{output}");
        return output;
    }

    /// <summary>Runs a program and returns its exit code and what it prints, errors included.</summary>
    public static async Task<(int ExitCode, string Output)> TryAsync(
        string folder, string program, string[] arguments, params IEnumerable<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        // A compiler or a build node that stays would keep the output open, and the test would wait for it.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await output + await error);
    }
}
