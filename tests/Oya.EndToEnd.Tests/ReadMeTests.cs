using System.Text.RegularExpressions;

namespace Oya.EndToEnd.Tests;

/// <summary>
/// Runs the command lines of README.md in order. Each must exit with 0, or with the code in the comment below it
/// (<c># exit 4</c>). An unknown kind of line fails, so that no line is skipped.
/// </summary>
public sealed partial class ReadMeTests(ITestOutputHelper log)
{
    const string Run = "dotnet run -c Release --project src/Oya.Cli --";

    // Lines about the repository itself, in which these tests already run.
    static readonly string[] SkippedLines =
    [
        "./test.sh", "git clone ", "cd ", "dotnet build", "dotnet publish ", "docker compose ", "export ", LibraryTests.Run,
    ];

    // The lines of this section use the servers named in the environment variables.
    const string Fleet = "## Many gateways", AfterFleet = "## As a library";

    [Fact]
    public async Task Every_command_line_of_the_README_exits_with_the_documented_code()
    {
        using var site = new Site();
        Directory.CreateSymbolicLink(site.Path("samples"), Repository.Path("samples"));
        var text = File.ReadAllLines(Repository.Path("README.md"));
        int fleet = Array.IndexOf(text, Fleet), after = Array.IndexOf(text, AfterFleet);
        Assert.True(fleet > 0 && after > fleet);
        var lines = Lines(text).ToList();
        using var servers = new FleetServers();
        foreach (var (number, command, code) in lines)
        {
            using var child = Child.Shell(
                site.Folder, command, number > fleet && number < after ? servers.GetVariables(command) : []);
            if (command.StartsWith("oya serve", StringComparison.Ordinal))
            {
                // The command runs until Ctrl-C.
                await child.FirstErrorLine;
                child.Interrupt();
            }

            var (actual, output, error) = await child.EndAsync();
            log.WriteLine($"{number}: {command} # exit {actual}");
            Assert.True(
                actual == (command.StartsWith("oya serve", StringComparison.Ordinal) ? 130 : code),
                $"README.md:{number}: {command}\nexit {actual}, expected {code}\n{output}\n{error}");
        }

        Assert.True(lines.Count >= 10, $"the README has only {lines.Count} command lines");
    }

    [Fact]
    public void Every_file_linked_in_the_README_exists()
    {
        var text = File.ReadAllText(Repository.Path("README.md"));
        var files = LinkPattern().Matches(text).Select(match => match.Groups[1].Value)
            .Where(to => !to.Contains("://", StringComparison.Ordinal));
        Assert.All(files, to => Assert.True(Path.Exists(Repository.Path(to)), $"README.md links {to}"));
    }

    [Theory]
    [InlineData("```console", "$ oya inspect a.tic", "```", "oya inspect a.tic", 0)]
    [InlineData("```sh", $"{Run} demo", "```", "oya demo", 0)]
    [InlineData("```sh", "oya curve 1\n# exit 4", "```", "oya curve 1", 4)]
    [InlineData("```console", "$ oya simulate \\\n    --meters 3", "```", "oya simulate     --meters 3", 0)]
    public void A_command_line_is_found(string begin, string line, string end, string command, int code)
    {
        var found = Assert.Single(Lines([begin, .. line.Split('\n'), end]));
        Assert.Equal((command, code), (found.Command, found.Code));
    }

    [Theory]
    [InlineData("$ rm -rf oya")]
    [InlineData("mode standard")]
    [InlineData("make install")]
    public void An_unknown_kind_of_line_fails(string line) =>
        Assert.ThrowsAny<Exception>(() => Lines(["```console", line, "```"]).ToList());

    /// <summary>
    /// The servers of the tests, instead of those started by Docker: one database for the demo, one for the other
    /// lines.
    /// </summary>
    sealed class FleetServers : IDisposable
    {
        readonly TestDatabase _demo = TestDatabase.Rent(timescale: true), _own = TestDatabase.Rent(timescale: true);

        public IEnumerable<KeyValuePair<string, string>> GetVariables(string command) =>
        [
            new("OYA_STORE", (command.StartsWith("oya demo", StringComparison.Ordinal) ? _demo : _own).ConnectionString),
            new("OYA_KAFKA_BOOTSTRAP_SERVERS", TestServers.Kafka),
        ];

        public void Dispose()
        {
            _demo.Dispose();
            _own.Dispose();
        }
    }

    static List<(int Number, string Command, int Code)> Lines(string[] readMe)
    {
        var commands = new List<(int Number, string Command, int Code)>();
        var inside = false;
        for (var i = 0; i < readMe.Length; i++)
        {
            var line = readMe[i].Trim();
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inside = !inside && line is "```sh" or "```console";
            }
            else if (inside && ExitPattern().Match(line) is { Success: true } exit)
            {
                commands[^1] = commands[^1] with { Code = int.Parse(exit.Groups[1].Value) };
            }
            else if (inside && line.Length > 0 && !line.StartsWith('#'))
            {
                var number = i + 1;
                while (line.EndsWith('\\'))
                {
                    line = line[..^1].TrimEnd() + " " + readMe[++i];
                }

                if (GetCommand(line, number) is { } command)
                {
                    commands.Add((number, command, 0));
                }
            }
        }

        return commands;
    }

    static string? GetCommand(string line, int number)
    {
        line = line.StartsWith("$ ", StringComparison.Ordinal) ? line[2..] : line;
        line = line.Replace(Run, "oya", StringComparison.Ordinal);
        return line.StartsWith("oya ", StringComparison.Ordinal) ? line
            : SkippedLines.Any(known => line.StartsWith(known, StringComparison.Ordinal)) ? null
            : throw new InvalidDataException($"README.md:{number}: unknown kind of line '{line}'");
    }

    [GeneratedRegex(@"^# exit (\d+)")]
    private static partial Regex ExitPattern();

    [GeneratedRegex(@"\]\(([^)#\s]+)[^)]*\)")]
    private static partial Regex LinkPattern();
}
