namespace Oya.Cli;

/// <summary>The exit codes of the program. Every command returns one of these.</summary>
enum ExitCode
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>Done, but the data is bad: too many invalid groups, holes, a failed check.</summary>
    BadData = 1,

    /// <summary>The command line is invalid.</summary>
    Usage = 2,

    /// <summary>A port, a broker or a database is unavailable.</summary>
    Unavailable = 3,

    /// <summary>No active consent.</summary>
    Refused = 4,

    /// <summary>The configuration is invalid (sysexits.h EX_CONFIG).</summary>
    Configuration = 78,

    /// <summary>Stopped by Ctrl-C (128 + SIGINT).</summary>
    Interrupted = 130,
}
