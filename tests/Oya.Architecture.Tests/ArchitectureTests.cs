using System.Xml.Linq;

namespace Oya.Architecture.Tests;

/// <summary>Who may know whom, read from the project files and the sources.</summary>
public class ArchitectureTests
{
    /// <summary>Projects and packages that each project may name; the command line knows all.</summary>
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
    public void A_project_knows_only_whom_it_may(string project)
    {
        var named = References(project).Select(reference => reference.Name).ToList();
        if (project == "Oya.Cli")
        {
            Assert.Contains("Oya.Aggregation", named);
            return;
        }

        Assert.True(Allowed.TryGetValue(project, out var allowed),
            $"{project} has no line in the table of who may know whom");
        Assert.Empty(named.Except(allowed));
        // A line that nobody needs any more is taken out of the table.
        Assert.Empty(allowed.Except(named));
    }

    [Theory]
    [InlineData("Oya.Aggregation", "Oya.Storage")]
    [InlineData("Oya.Aggregation", "Quartz")]
    [InlineData("Oya.Storage", "Microsoft.Data.Sqlite")]
    [InlineData("Oya.Storage", "Npgsql")]
    [InlineData("Oya.Ingest", "ZstdSharp.Port")]
    [InlineData("Oya.Ingest", "Confluent.Kafka")]
    public void What_stands_behind_a_project_is_not_visible_through_it(string project, string behind) =>
        Assert.Equal("compile", References(project).Single(reference => reference.Name == behind).PrivateAssets);

    [Fact]
    public void The_decoder_is_made_without_any_package() => Assert.Empty(References("Oya.Teleinfo"));

    [Theory]
    [InlineData("Microsoft.Data.Sqlite", "Oya.Storage/Sqlite/")]
    [InlineData("SQLitePCL", "Oya.Storage/Sqlite/")]
    [InlineData("Npgsql", "Oya.Storage/Timescale/")]
    [InlineData("Confluent", "Oya.Ingest/Log/Kafka/")]
    [InlineData("using Quartz", "Oya.Aggregation/Publication/Midnight")]
    [InlineData("Quartz.", "Oya.Aggregation/Publication/Midnight")]
    [InlineData("\"Europe/Paris\"", "Oya.Teleinfo/Time/ParisDay.cs")]
    public void A_word_stands_only_where_it_may(string word, string where)
    {
        var found = Sources().Where(source => Code(source.Text).Contains(word, StringComparison.Ordinal)).ToList();

        Assert.All(found, source => Assert.StartsWith(where, source.Path));
        Assert.True(found.Count > 0 || word is "Quartz.", $"nothing is found of {word}: the rule is blind");
    }

    /// <summary>
    /// The only doors to a stored curve: the release rule, and the demonstration that holds curves against the truth.
    /// </summary>
    [Fact]
    public void Nobody_reads_a_curve_past_the_release_rule() => Assert.Equal(
        ["Oya.Aggregation/Consent/ReleasedCurves.cs", "Oya.Cli/Demo/TruthCheck.cs"],
        Sources().Where(source => !source.Path.StartsWith("Oya.Storage/", StringComparison.Ordinal)
                && Code(source.Text).Contains(".ReadCurvesAsync(", StringComparison.Ordinal))
            .Select(source => source.Path).Order(StringComparer.Ordinal));

    /// <summary>Without comments: they may speak of anything.</summary>
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
