using System.Text.RegularExpressions;

namespace Oya.Architecture.Tests;

/// <summary>
/// The folders of a project are layers: none needs one that needs it. A folder needs another one when its sources name
/// a type that is declared there; the root of a project is a folder too.
/// </summary>
public partial class FolderTests
{
    /// <summary>Projects whose folders are in a circle, and why.</summary>
    static readonly Dictionary<string, string> Excepted = new()
    {
        ["Oya.Simulation"] = "options, dice and meters are in the root, beside the village that is made of all folders",
        ["Oya.Cli"] = "the context that every command is given is in the root, beside the list of the commands",
    };

    public static TheoryData<string> Projects => ArchitectureTests.Projects;

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_folder_of_a_project_needs_one_that_needs_it(string project)
    {
        var layers = Needs(project);
        var circle = Circle(layers);
        if (Excepted.ContainsKey(project))
        {
            // A project that has come clean is taken off the list.
            Assert.NotEmpty(circle);
            return;
        }

        Assert.True(circle.Count == 0, string.Join('\n', circle));
        Assert.InRange(layers.Count, 3, int.MaxValue);
    }

    [Fact]
    public void The_folders_of_the_decoder_build_on_one_another() => Assert.Equal(
        [
            "Frames: Groups Readings Time", "Framing: Frames Groups Internals Layouts Time", "Groups: Internals Time",
            "Internals:", "Layouts: Groups Internals Time", "Plausibility: Frames Groups Internals Readings Time",
            "Readings: Groups Internals Time", "Time: Internals",
        ],
        Needs("Oya.Teleinfo").Select(layer => $"{layer.Key}: {string.Join(' ', layer.Value.Keys)}".TrimEnd()));

    /// <summary>Of each folder the folders that it needs, each with the first file and type that say so.</summary>
    static SortedDictionary<string, SortedDictionary<string, string>> Needs(string project)
    {
        var sources = ArchitectureTests.Sources()
            .Where(source => source.Path.StartsWith(project + '/', StringComparison.Ordinal))
            .Select(source => (source.Path, Folder: Folder(source.Path), Code: Code(source.Text, project))).ToList();
        var declared = sources
            .SelectMany(source => TypeDeclaration().Matches(source.Code)
                .Select(match => (Type: match.Groups["name"].Value, source.Folder)))
            .ToLookup(type => type.Type, type => type.Folder);
        var needs = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var (path, folder, code) in sources)
        {
            needs.TryAdd(folder, new(StringComparer.Ordinal));
            // A type that a folder declares itself is that one, also when another folder has one of the same name.
            var named = Identifier().Matches(code).Select(match => match.Value).Distinct()
                .Where(name => declared.Contains(name) && !declared[name].Contains(folder));
            foreach (var name in named)
            {
                _ = needs[folder].TryAdd(declared[name].First(), $"{path} names {name}");
            }
        }

        return needs;
    }

    /// <summary>The needs that make a circle; none when there is no circle.</summary>
    static List<string> Circle(SortedDictionary<string, SortedDictionary<string, string>> needs)
    {
        var left = needs.Keys.ToHashSet(StringComparer.Ordinal);
        // What needs nothing of the others, or is needed by none of them, is in no circle.
        while (left.RemoveWhere(folder => !needs[folder].Keys.Any(left.Contains)
            || !left.Any(other => needs[other].ContainsKey(folder))) > 0)
        {
        }

        return [.. left.SelectMany(folder => needs[folder].Where(need => left.Contains(need.Key))
            .Select(need => $"{folder} needs {need.Key}: {need.Value}"))];
    }

    static string Folder(string path) =>
        path.Split('/') is [_, .. { Length: > 1 } folders] ? string.Join('/', folders[..^1]) : "(root)";

    /// <summary>Without comments and texts, and without the namespace before a type.</summary>
    static string Code(string text, string project) => NoCode().Replace(text, " ")
        .Replace(project + '.', "", StringComparison.Ordinal)
        .Replace(project.Split('.')[^1] + '.', "", StringComparison.Ordinal);

    [GeneratedRegex("""//[^\n]*|"([^"\\\n]|\\.)*"(u8)?""")]
    private static partial Regex NoCode();

    // At the beginning of a line: a type within a type is a matter of its own file.
    [GeneratedRegex(@"^([a-z]+ )*(class|struct|interface|enum|record) (?<name>[A-Z]\w*)", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    // What stands behind a point is a member, which may be called as a type is.
    [GeneratedRegex(@"(?<![.\w])[A-Z]\w*")]
    private static partial Regex Identifier();
}
