using System.Diagnostics;

namespace Oya.Cli.Tests;

/// <summary>Small programs of the system, for what the library cannot make: pipes and hard links.</summary>
static class Unix
{
    public static void Run(string program, params string[] words)
    {
        using var process = Process.Start(program, words);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
