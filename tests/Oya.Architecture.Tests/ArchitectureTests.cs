using System.Globalization;
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

    static readonly string Root = FindRoot();

    static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

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

    [Fact]
    public void A_file_has_at_most_500_lines_and_no_region()
    {
        Assert.All(Sources(), source =>
        {
            Assert.InRange(source.Text.Split('\n').Length, 1, 500);
            Assert.DoesNotContain("#region", source.Text);
        });
        Assert.InRange(Sources().Count(), 100, int.MaxValue);
    }

    /// <summary>A table below <c>&lt;!-- table of FILE --&gt;</c> equals the measured table in that file.</summary>
    [Fact]
    public void The_figures_in_the_README_equal_the_committed_results()
    {
        const string Mark = "<!-- table of ";
        var lines = File.ReadAllLines(Path.Combine(Root, "README.md"));
        var marks = Enumerable.Range(0, lines.Length)
            .Where(index => lines[index].StartsWith(Mark, StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(marks);
        Assert.All(marks, index =>
        {
            var file = lines[index][Mark.Length..].Replace(" -->", "", StringComparison.Ordinal);
            var measured = File.ReadLines(Path.Combine(Root, file)).Where(IsRow).ToList();
            Assert.NotEmpty(measured);
            Assert.Equal(measured, lines.Skip(index + 1).TakeWhile(IsRow));
        });
    }

    /// <summary>
    /// A table below <c>&lt;!-- believed, of FILE --&gt;</c> has some rows of that file, with one figure per stream.
    /// </summary>
    [Fact]
    public void The_damage_figures_in_the_README_equal_the_committed_counts()
    {
        const string Mark = "<!-- believed, of ";
        const int Damage = 0, PpmBelieved = 5, Intact = 4, Recovered = 5;
        var lines = File.ReadAllLines(Path.Combine(Root, "README.md"));
        var index = Array.FindIndex(lines, line => line.StartsWith(Mark, StringComparison.Ordinal));
        var file = Path.Combine(Root, lines[index][Mark.Length..].Replace(" -->", "", StringComparison.Ordinal));

        var counted = Rows(File.ReadLines(file)).ToLookup(row => row[Damage], row => row[PpmBelieved]);
        var rows = Rows(lines.Skip(index + 1).TakeWhile(IsRow)).ToList();
        Assert.InRange(rows.Count, 5, counted.Count);
        Assert.All(rows, row => Assert.Equal(counted[row[Damage]], row[1..]));

        var streams = Rows(File.ReadLines(Path.Combine(Path.GetDirectoryName(file)!, "recovery.md"))).ToList();
        string Sum(int column) =>
            streams.Sum(row => int.Parse(row[column], NumberStyles.Number, Invariant)).ToString("N0", Invariant);
        var recovered = $"{Sum(Recovered)} of {Sum(Intact)} groups";
        Assert.Contains(lines, line => line.Contains(recovered, StringComparison.Ordinal));
    }

    /// <summary>The cells of the table rows, without the heads.</summary>
    static IEnumerable<string[]> Rows(IEnumerable<string> lines)
    {
        var isBody = false;
        foreach (var line in lines)
        {
            if (isBody && IsRow(line))
            {
                yield return Cells(line);
            }

            isBody = IsRow(line) && (isBody || line.Replace(" ", "").StartsWith("|--", StringComparison.Ordinal));
        }
    }

    static string[] Cells(string row) => [.. row.Trim('|').Split('|', StringSplitOptions.TrimEntries)];

    static bool IsRow(string line) => line.StartsWith('|');

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

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Oya.Metering.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("the tests run from inside the repository");
    }
}
