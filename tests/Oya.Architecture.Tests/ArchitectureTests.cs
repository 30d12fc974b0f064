using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Oya.Architecture.Tests;

/// <summary>Checks the allowed dependencies in the project files and the sources.</summary>
public class ArchitectureTests
{
    /// <summary>
    /// Projects and packages that each project may reference. The command line may reference all of them.
    /// </summary>
    static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Oya.Teleinfo"] = [],
        ["Oya.Storage"] = ["Oya.Teleinfo", "Microsoft.Data.Sqlite", "Npgsql"],
        ["Oya.Ingest"] = ["Oya.Teleinfo", "Oya.Storage", "ZstdSharp.Port", "Confluent.Kafka"],
        ["Oya.Aggregation"] = ["Oya.Teleinfo", "Oya.Storage", "Quartz"],
        ["Oya.Simulation"] = ["Oya.Teleinfo"],
    };

    static readonly string Root = Repository.Root;

    public static TheoryData<string> Projects =>
        [.. Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_it_may(string project)
    {
        var referenced = References(project).Select(reference => reference.Name).ToList();
        if (project == "Oya.Cli")
        {
            Assert.Contains("Oya.Aggregation", referenced);
            return;
        }

        Assert.True(Allowed.TryGetValue(project, out var allowed),
            $"{project} has no entry in the table of allowed references");
        Assert.Empty(referenced.Except(allowed));
        // An entry that is no longer used must be removed from the table.
        Assert.Empty(allowed.Except(referenced));
    }

    [Theory]
    [InlineData("Oya.Aggregation", "Oya.Storage")]
    [InlineData("Oya.Aggregation", "Quartz")]
    [InlineData("Oya.Storage", "Microsoft.Data.Sqlite")]
    [InlineData("Oya.Storage", "Npgsql")]
    [InlineData("Oya.Ingest", "ZstdSharp.Port")]
    [InlineData("Oya.Ingest", "Confluent.Kafka")]
    public void A_private_reference_of_a_project_is_hidden_from_its_users(string project, string hidden) =>
        Assert.Equal("compile", References(project).Single(reference => reference.Name == hidden).PrivateAssets);

    [Fact]
    public void The_decoder_references_no_package() => Assert.Empty(References("Oya.Teleinfo"));

    [Theory]
    [InlineData("Microsoft.Data.Sqlite", "Oya.Storage/Sqlite/")]
    [InlineData("SQLitePCL", "Oya.Storage/Sqlite/")]
    [InlineData("Npgsql", "Oya.Storage/Timescale/")]
    [InlineData("Confluent", "Oya.Ingest/Log/Kafka/")]
    [InlineData("using Quartz", "Oya.Aggregation/Publication/Midnight")]
    [InlineData("Quartz.", "Oya.Aggregation/Publication/Midnight")]
    [InlineData("\"Europe/Paris\"", "Oya.Teleinfo/Time/ParisDay.cs")]
    public void A_restricted_name_is_used_only_in_its_place(string name, string place)
    {
        var found = Sources().Where(source => Code(source.Text).Contains(name, StringComparison.Ordinal)).ToList();

        Assert.All(found, source => Assert.StartsWith(place, source.Path));
        Assert.True(found.Count > 0 || name is "Quartz.", $"{name} is not found anywhere: the rule checks nothing");
    }

    /// <summary>
    /// Only two files read stored curves: the release rule, and the demo, which compares the curves with the truth.
    /// </summary>
    [Fact]
    public void Only_the_release_rule_and_the_demo_read_stored_curves() => Assert.Equal(
        ["Oya.Aggregation/Consent/ReleasedCurves.cs", "Oya.Cli/Demo/TruthCheck.cs"],
        Sources().Where(source => !source.Path.StartsWith("Oya.Storage/", StringComparison.Ordinal)
                && Code(source.Text).Contains(".ReadCurvesAsync(", StringComparison.Ordinal))
            .Select(source => source.Path).Order(StringComparer.Ordinal));

    /// <summary>The remedy of an error depends on the program. Only the command line words it.</summary>
    [Fact]
    public void No_library_speaks_of_the_command_line()
    {
        var commandLine = new Regex(@"--[a-z]|\boya [a-z]|-X\b");
        Assert.All(
            Sources().Where(source => !source.Path.StartsWith("Oya.Cli/", StringComparison.Ordinal)),
            source => Assert.All(Literals(source.Text), text => Assert.False(
                commandLine.IsMatch(text), $"{source.Path} says {text}")));
        Assert.Contains(
            Sources(), source => source.Path.StartsWith("Oya.Cli/", StringComparison.Ordinal)
                && Literals(source.Text).Any(text => commandLine.IsMatch(text)));
    }

    /// <summary>A gateway decodes and appends. It has no store.</summary>
    [Theory]
    [InlineData("Oya.Ingest/Log/IReadingLogWriter.cs")]
    [InlineData("Oya.Ingest/Log/Prefetch.cs")]
    [InlineData("Oya.Ingest/Log/Wire/")]
    [InlineData("Oya.Ingest/Log/Kafka/KafkaLogWriter.cs")]
    [InlineData("Oya.Ingest/Log/Kafka/KafkaWriter.cs")]
    [InlineData("Oya.Ingest/Log/Kafka/ReadingRecords.cs")]
    [InlineData("Oya.Ingest/Decoding/CaptureDecoder.cs")]
    [InlineData("Oya.Ingest/Decoding/LogReplay.cs")]
    public void The_appending_half_of_a_log_references_no_store(string where)
    {
        var found = Sources().Where(source => source.Path.StartsWith(where, StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(found);
        Assert.All(found, source => Assert.DoesNotContain("Oya.Storage", Code(source.Text)));
    }

    [Fact]
    public void Only_the_command_list_references_commands() => Assert.Equal(
        ["Oya.Cli/CommandList.cs"],
        Sources().Where(source => source.Text.Contains("using Oya.Cli.Commands;", StringComparison.Ordinal))
            .Select(source => source.Path));

    /// <summary>The string literals of a source, without its comments.</summary>
    static IEnumerable<string> Literals(string text) =>
        Regex.Matches(Code(text), """"(?:\\.|[^"\\\n])*"""").Select(match => match.Value);

    /// <summary>The code without comments. Comments may mention anything.</summary>
    static string Code(string text) =>
        string.Join('\n', text.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    static IEnumerable<(string Name, string? PrivateAssets)> References(string project) =>
        XDocument.Load(Path.Combine(Root, "src", project, $"{project}.csproj")).Descendants()
            .Where(element => element.Name.LocalName is "ProjectReference" or "PackageReference")
            .Select(element => (
                element.Name.LocalName == "ProjectReference"
                    ? Path.GetFileNameWithoutExtension(((string)element.Attribute("Include")!).Replace('\\', '/'))
                    : (string)element.Attribute("Include")!,
                (string?)element.Attribute("PrivateAssets")));

    static IEnumerable<(string Path, string Text)> Sources()
    {
        var src = Path.Combine(Root, "src");
        return Directory.EnumerateFiles(src, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path.GetRelativePath(src, path).Replace('\\', '/'), File.ReadAllText(path)));
    }
}
