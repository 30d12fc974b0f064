using System.Text.RegularExpressions;

namespace Oya.Architecture.Tests;

/// <summary>
/// Words that docs/glossary.md replaced do not come back, neither in prose nor as a part of a name. Each line of
/// replaced-words.txt has a word or a phrase, and what to say instead.
/// </summary>
public partial class VocabularyTests
{
    const string List = "tests/Oya.Architecture.Tests/replaced-words.txt";

    // Names that machines read, and scripts of the schema, which are never edited once they are applied.
    static readonly string[] Frozen = ["touched_day", "doubt,doubt_label", "\"doubts\"", "`doubts ", "\"doubt\"", "doubt_label"];

    static readonly Dictionary<string, string> Replaced = File.ReadLines(Path.Combine(Repository.Root, List))
        .Where(line => line.Length > 0 && !line.StartsWith('#'))
        .Select(line => line.Split(" -> "))
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);

    static readonly Regex Words = new(
        $@"\b(?:{string.Join('|', Replaced.Keys.Select(Regex.Escape))})\b", RegexOptions.IgnoreCase | RegexOptions.Compiled);

    [Fact]
    public void No_replaced_word_is_in_a_name_or_in_prose()
    {
        var found = Texts().SelectMany(file => Find(file.Path, file.Text)).ToList();
        Assert.True(found.Count == 0, $"{found.Count} replaced words:\n{string.Join('\n', found.Take(60))}");
    }

    [Theory]
    [InlineData("sealed class FrameDoubt;", true)]
    [InlineData("int frameDoubts = 0;", true)]
    [InlineData("// Nobody reads it.", true)]
    [InlineData("void Nobody_reads_it()", true)]
    [InlineData("\"select day from touched_day\"", false)]
    [InlineData("sealed class Sharpshelfish;", false)]
    public void A_replaced_word_is_found(string text, bool isFound) =>
        Assert.Equal(isFound, Find("file.cs", text).Any());

    static IEnumerable<(string Path, string Text)> Texts() =>
        Repository.Files("*.cs", "src", "tests", "bench", "samples")
            .Concat(Repository.Files("*.md", "docs", "src", "samples"))
            .Concat(Repository.Files("*.sh", "tests", "bench"))
            .Concat(Repository.Files("*.csproj", "src", "tests", "bench", "samples"))
            .Concat(Directory.EnumerateFiles(Repository.Root).Select(path => (Path.GetFileName(path), File.ReadAllText(path))))
            .Where(file => file.Item1 != "tests/Oya.Architecture.Tests/VocabularyTests.cs"
                && !file.Item1.EndsWith("CHANGELOG.md", StringComparison.Ordinal));

    static IEnumerable<string> Find(string path, string text)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var read = Frozen.Aggregate(line, (all, name) => all.Replace(name, "", StringComparison.Ordinal));
            // Names as words: FrameDoubt is "Frame Doubt", and Nobody_reads is "Nobody reads".
            read = Joint().Replace(read.Replace('_', ' '), " ");
            foreach (var word in Words.Matches(read).Select(match => match.Value))
            {
                yield return $"{path}:{number}: '{word}', say '{Replaced[word]}': {line.Trim()}";
            }
        }
    }

    [GeneratedRegex(@"(?<=[\p{Ll}\d])(?=\p{Lu})")]
    private static partial Regex Joint();
}
