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
        Description = "the tested program (default: the oya next to this program)",
        HelpName = "FILE",
    };

    public static readonly Option<string?> Within = new("--within")
    {
        Description = "the parent of the folder of the run (default: the folder for temporary files)",
        HelpName = "DIR",
    };

    public static readonly Option<string?> Output = new("-o", "--output")
    {
        Description = "also write the results to this file, as Markdown",
        HelpName = "FILE",
    };

    public static readonly Option<string> Date = new("--date")
    {
        Description = "the date in the results",
        HelpName = "DAY",
        DefaultValueFactory = _ => "Undated",
    };

    public static readonly Option<int> Seed = new("--seed")
    {
        Description = "the seed of all random numbers (default 1)",
        HelpName = "S",
        DefaultValueFactory = _ => 1,
    };

    public static SoakOptions From(ParseResult line) => new()
    {
        Seed = line.GetValue(Seed),
        Oya = line.GetValue(Oya) ?? OyaProgram.DefaultPath,
        Servers = line.GetValue(Servers) ?? ServerScript.Find()
            ?? throw new SoakException("tests/servers.sh is not found: name it with --servers"),
        Within = line.GetValue(Within),
        Notify = Console.Error,
    };

    /// <summary>Writes the results to the screen, and to the file of -o.</summary>
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
