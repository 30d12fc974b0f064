using System.Globalization;
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

    static readonly string Root = FindRoot();

    static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

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

    [Fact]
    public void A_file_has_at_most_400_lines_and_no_region()
    {
        Assert.All(Sources(), source =>
        {
            Assert.InRange(source.Text.Split('\n').Length, 1, 400);
            Assert.DoesNotContain("#region", source.Text);
        });
        Assert.InRange(Sources().Count(), 100, int.MaxValue);
    }

    /// <summary>A table under <c>&lt;!-- table of FILE --&gt;</c> is that of the file, which was measured.</summary>
    [Fact]
    public void The_figures_of_the_README_are_those_that_were_committed()
    {
        const string Mark = "<!-- table of ";
        var lines = File.ReadAllLines(Path.Combine(Root, "README.md"));
        var marks = Enumerable.Range(0, lines.Length)
            .Where(at => lines[at].StartsWith(Mark, StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(marks);
        Assert.All(marks, at =>
        {
            var file = lines[at][Mark.Length..].Replace(" -->", "", StringComparison.Ordinal);
            var measured = File.ReadLines(Path.Combine(Root, file)).Where(IsRow).ToList();
            Assert.NotEmpty(measured);
            Assert.Equal(measured, lines.Skip(at + 1).TakeWhile(IsRow));
        });
    }

    /// <summary>
    /// A table under <c>&lt;!-- believed, of FILE --&gt;</c> has some rows of the file, one figure for each of its streams.
    /// </summary>
    [Fact]
    public void What_the_README_says_of_damage_was_counted()
    {
        const string Mark = "<!-- believed, of ";
        const int Damage = 0, PpmBelieved = 5, Intact = 4, Recovered = 5;
        var lines = File.ReadAllLines(Path.Combine(Root, "README.md"));
        var at = Array.FindIndex(lines, line => line.StartsWith(Mark, StringComparison.Ordinal));
        var file = Path.Combine(Root, lines[at][Mark.Length..].Replace(" -->", "", StringComparison.Ordinal));

        var counted = Rows(File.ReadLines(file)).ToLookup(row => row[Damage], row => row[PpmBelieved]);
        var said = Rows(lines.Skip(at + 1).TakeWhile(IsRow)).ToList();
        Assert.InRange(said.Count, 5, counted.Count);
        Assert.All(said, row => Assert.Equal(counted[row[Damage]], row[1..]));

        var streams = Rows(File.ReadLines(Path.Combine(Path.GetDirectoryName(file)!, "recovery.md"))).ToList();
        string Sum(int column) =>
            streams.Sum(row => int.Parse(row[column], NumberStyles.Number, Invariant)).ToString("N0", Invariant);
        var recovered = $"{Sum(Recovered)} of {Sum(Intact)} groups";
        Assert.Contains(lines, line => line.Contains(recovered, StringComparison.Ordinal));
    }

    /// <summary>The cells of each row of tables, without their heads.</summary>
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

    internal static IEnumerable<(string Path, string Text)> Sources()
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
