using System.Globalization;
using System.Text.RegularExpressions;

namespace Oya.EndToEnd.Tests;

/// <summary>A command that a page tells its reader to type.</summary>
/// <param name="Line">The line of the page, from 1.</param>
/// <param name="Text">The command, <c>oya …</c>.</param>
/// <param name="ExitCode">How it ends.</param>
sealed partial record PageCommand(int Line, string Text, int ExitCode)
{
    const string Run = "dotnet run -c Release --project src/Oya.Cli --";

    // Commands about the repository itself, which the tests are a part of, and about devices that a test does not have.
    static readonly string[] NotRun =
        ["./test.sh", "git clone ", "cd ", "dotnet ", "docker compose ", "export ", "alias oya=", "stty ", "cat /dev/"];

    public static List<PageCommand> Read(string path) => Read(File.ReadAllLines(path), Path.GetFileName(path));

    /// <exception cref="InvalidDataException">A line is no command that a test knows how to try.</exception>
    public static List<PageCommand> Read(string[] page, string name)
    {
        var commands = new List<PageCommand>();
        var isInside = false;
        for (var i = 0; i < page.Length; i++)
        {
            var line = page[i].Trim();
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isInside = !isInside && line is "```sh" or "```console";
            }
            else if (isInside && ExitPattern().Match(line) is { Success: true } exit)
            {
                commands[^1] = commands[^1] with { ExitCode = int.Parse(exit.Groups[1].Value, CultureInfo.InvariantCulture) };
            }
            else if (isInside && line.Length > 0 && !line.StartsWith('#'))
            {
                var number = i + 1;
                while (line.EndsWith('\\'))
                {
                    line = line[..^1].TrimEnd() + " " + page[++i];
                }

                Add(commands, line, name, number);
            }
        }

        return commands;
    }

    static void Add(List<PageCommand> commands, string line, string page, int number)
    {
        line = line.StartsWith("$ ", StringComparison.Ordinal) ? line[2..] : line;
        line = line.Replace($"{Run} ", "oya ", StringComparison.Ordinal);
        if (line.StartsWith("oya ", StringComparison.Ordinal))
        {
            commands.Add(new(number, line, 0));
        }
        else if (!NotRun.Any(known => line.StartsWith(known, StringComparison.Ordinal)))
        {
            throw new InvalidDataException($"{page}:{number}: no test knows how to try '{line}'");
        }
    }

    [GeneratedRegex(@"^# exit (\d+)")]
    private static partial Regex ExitPattern();
}
