using Oya.Cli;

namespace Oya.EndToEnd.Tests;

/// <summary>The outcome of a command line: its exit code, its results, and its stderr.</summary>
sealed record Answer(ExitCode Code, string Out, string Error)
{
    public override string ToString() => $"exit {(int)Code}\nstdout: {Out}\nstderr: {Error}";
}
