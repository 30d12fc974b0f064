using System.CommandLine;

namespace Oya.Load;

/// <summary>Options of every command that starts servers.</summary>
static class ServerOptions
{
    public static readonly Option<string?> Servers = new("--servers")
    {
        Description = "the script that starts servers (default: tests/servers.sh of the repository)",
        HelpName = "FILE",
    };

    public static readonly Option<string?> Oya = new("--oya")
    {
        Description = "the program under trial (default: the oya beside this one)",
        HelpName = "FILE",
    };

    public static readonly Option<string?> Within = new("--within")
    {
        Description = "the folder in which the run makes its own (default: that for temporary files)",
        HelpName = "DIR",
    };

    public static readonly Option<string?> Output = new("-o", "--output")
    {
        Description = "write the results there too, as Markdown",
        HelpName = "FILE",
    };

    public static readonly Option<string> Date = new("--date")
    {
        Description = "the day, as it is to stand in the results",
        HelpName = "DAY",
        DefaultValueFactory = _ => "Undated",
    };

    public static readonly Option<int> Seed = new("--seed")
    {
        Description = "the same seed, the same dice (default 1)",
        HelpName = "S",
        DefaultValueFactory = _ => 1,
    };

    public static SoakOptions From(ParseResult line) => new()
    {
        Seed = line.GetValue(Seed),
        Oya = line.GetValue(Oya) ?? OyaProgram.Beside,
        Servers = line.GetValue(Servers) ?? ServerScript.Find()
            ?? throw new SoakException("tests/servers.sh is not found: name it with --servers"),
        Within = line.GetValue(Within),
        Notify = Console.Error,
    };

    /// <summary>To the screen, and to the file of -o.</summary>
    public static void Write(ParseResult line, string screen, string markdown)
    {
        Console.Write(screen);
        if (line.GetValue(Output) is { } file)
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            File.WriteAllText(file, markdown);
        }
    }
}
