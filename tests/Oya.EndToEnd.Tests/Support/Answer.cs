using Oya.Cli;

namespace Oya.EndToEnd.Tests;

/// <summary>What a command line gave: its code, its results, and what it said beside them.</summary>
sealed record Answer(ExitCode Code, string Out, string Error)
{
    public override string ToString() => $"exit {(int)Code}\nstdout: {Out}\nstderr: {Error}";
}
