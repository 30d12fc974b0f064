namespace Oya.Cli;

/// <summary>What the program tells the shell. Every command returns one of these and no other number.</summary>
enum ExitCode
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>Done, but the data is bad: refused groups, holes, a red check.</summary>
    BadData = 1,

    /// <summary>The command line is wrong.</summary>
    Usage = 2,

    /// <summary>A port, a broker or a database is away.</summary>
    Unavailable = 3,

    /// <summary>No active consent.</summary>
    Refused = 4,

    /// <summary>The configuration is invalid (sysexits.h EX_CONFIG).</summary>
    Configuration = 78,

    /// <summary>Stopped by Ctrl-C (128 + SIGINT).</summary>
    Interrupted = 130,
}
