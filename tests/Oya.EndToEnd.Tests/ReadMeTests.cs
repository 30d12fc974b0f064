using System.Text.RegularExpressions;

namespace Oya.EndToEnd.Tests;

/// <summary>
/// Whoever types the lines of README.md in their order gets what it promises: each ends with 0, or with the code that a
/// comment below it says (<c># exit 4</c>). A line of no kind that is known here fails, so that none is passed over.
/// </summary>
public sealed partial class ReadMeTests(ITestOutputHelper log)
{
    const string Run = "dotnet run -c Release --project src/Oya.Cli --";

    // Lines about the repository itself, which these tests are a part of.
    static readonly string[] Text =
    [
        "./test.sh", "git clone ", "cd ", "dotnet build", "dotnet publish ", "docker compose ", "export ", LibraryTests.Run,
    ];

    // From here on lines are of the servers that the variables name.
    const string Fleet = "## Many gateways", AfterFleet = "## As a library";

    [Fact, Exhaustive]
    public async Task Every_line_of_the_README_does_what_it_says()
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
                // It ends with Ctrl-C and not before.
                await child.Spoke;
                child.Interrupt();
            }

            var (actual, output, error) = await child.EndAsync();
            log.WriteLine($"{number}: {command} # exit {actual}");
            Assert.True(
                actual == (command.StartsWith("oya serve", StringComparison.Ordinal) ? 130 : code),
                $"README.md:{number}: {command}\nexit {actual}, and it says {code}\n{output}\n{error}");
        }

        Assert.True(lines.Count >= 10, $"the README shows only {lines.Count} lines to type");
    }

    [Fact]
    public void Every_file_that_the_README_links_is_there()
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
    public void A_line_to_type_is_found(string begin, string line, string end, string command, int code)
    {
        var found = Assert.Single(Lines([begin, .. line.Split('\n'), end]));
        Assert.Equal((command, code), (found.Command, found.Code));
    }

    [Theory]
    [InlineData("$ rm -rf oya")]
    [InlineData("mode standard")]
    [InlineData("make install")]
    public void A_line_of_another_kind_fails(string line) =>
        Assert.ThrowsAny<Exception>(() => Lines(["```console", line, "```"]).ToList());

    /// <summary>The servers of the tests, in place of those that Docker starts: one database for the demo, one for the rest.</summary>
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
            : Text.Any(known => line.StartsWith(known, StringComparison.Ordinal)) ? null
            : throw new InvalidDataException($"README.md:{number}: nobody knows how to try '{line}'");
    }

    [GeneratedRegex(@"^# exit (\d+)")]
    private static partial Regex ExitPattern();

    [GeneratedRegex(@"\]\(([^)#\s]+)[^)]*\)")]
    private static partial Regex LinkPattern();
}
