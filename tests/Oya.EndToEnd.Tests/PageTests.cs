namespace Oya.EndToEnd.Tests;

/// <summary>
/// A user who types the commands of a page in their order gets what the page promises: each ends with 0, or with the exit
/// code in the comment below it (<c># exit 4</c>). A command of an unknown kind fails, so that none is skipped unnoticed.
/// </summary>
public sealed class PageTests(ITestOutputHelper log)
{
    const string ReadMe = "README.md", Fleet = "docs/fleet.md";

    public static TheoryData<string> Pages =>
        [ReadMe, .. Directory.EnumerateFiles(Repository.Path("docs"), "*.md")
            .Select(path => $"docs/{Path.GetFileName(path)}")
            .Where(page => PageCommand.Read(Repository.Path(page)).Count > 0)
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_command_of_a_page_ends_as_the_page_says(string page)
    {
        using var site = new Site();
        using var servers = page == Fleet ? new FleetServers() : null;
        if (page == ReadMe)
        {
            await site.DoneAsync("simulate --from 2026-01-15 --every 60s -o @capture.tic");
            WriteCustomers(site);
        }

        foreach (var command in PageCommand.Read(Repository.Path(page)))
        {
            var runsUntilStopped = command.Text.StartsWith("oya serve", StringComparison.Ordinal);
            // The program in place of the shell, so that Ctrl-C reaches it.
            using var child = Child.Shell(
                site.Folder, runsUntilStopped ? $"exec {command.Text}" : command.Text,
                servers?.VariablesFor(command.Text) ?? []);
            if (runsUntilStopped)
            {
                await child.FirstErrorLine;
                child.Interrupt();
            }

            var (actual, output, error) = await child.EndAsync();
            log.WriteLine($"{page}:{command.Line}: {command.Text} # exit {actual}");
            Assert.True(
                actual == (runsUntilStopped ? 130 : command.ExitCode),
                $"{page}:{command.Line}: {command.Text}\nexit {actual}, the page says {command.ExitCode}\n{output}\n{error}");
        }

        if (page == ReadMe)
        {
            CheckPicture(site);
        }
    }

    [Theory]
    [InlineData("```console", "$ oya inspect a.tic", "oya inspect a.tic", 0)]
    [InlineData("```sh", "dotnet run -c Release --project src/Oya.Cli -- demo", "oya demo", 0)]
    [InlineData("```sh", "oya curve 1\n# exit 4", "oya curve 1", 4)]
    [InlineData("```console", "$ oya simulate \\\n    --meters 3", "oya simulate     --meters 3", 0)]
    public void A_command_of_a_page_is_found(string begin, string lines, string command, int exitCode)
    {
        var found = Assert.Single(PageCommand.Read([begin, .. lines.Split('\n'), "```"], "page.md"));
        Assert.Equal((command, exitCode), (found.Text, found.ExitCode));
    }

    [Theory]
    [InlineData("$ rm -rf oya")]
    [InlineData("mode standard")]
    [InlineData("make install")]
    public void A_command_of_an_unknown_kind_fails(string line) =>
        Assert.ThrowsAny<Exception>(() => PageCommand.Read(["```console", line, "```"], "page.md"));

    /// <summary>The two files that the README tells a newcomer to write, as they are shown there.</summary>
    static void WriteCustomers(Site site)
    {
        var text = File.ReadAllText(Repository.Path(ReadMe)).ReplaceLineEndings("\n");
        foreach (var (name, header) in new[] { ("registry.csv", "usage_point,meter,"), ("consents.csv", "usage_point,holder,") })
        {
            var start = text.IndexOf(header, StringComparison.Ordinal);
            Assert.True(start >= 0, $"the README does not show {name}");
            var lines = text[start..].Split('\n').TakeWhile(line => line.Length > 0 && line != "```");
            site.Write(name, string.Join('\n', lines) + "\n");
        }
    }

    /// <summary>The picture of a curve in the README is what its own command makes.</summary>
    static void CheckPicture(Site site)
    {
        var picture = Repository.Path("docs/images/curve.svg");
        if (Environment.GetEnvironmentVariable("OYA_UPDATE_GOLDEN") == "1")
        {
            File.Copy(site.Path("curve.svg"), picture, overwrite: true);
        }

        Assert.Equal(File.ReadAllText(picture), File.ReadAllText(site.Path("curve.svg")));
    }

    /// <summary>The test servers in place of those that Docker starts: one database for the demo, one for the rest.</summary>
    sealed class FleetServers : IDisposable
    {
        readonly TestDatabase _demo = TestDatabase.Rent(timescale: true), _own = TestDatabase.Rent(timescale: true);

        public IEnumerable<KeyValuePair<string, string>> VariablesFor(string command) =>
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
}
