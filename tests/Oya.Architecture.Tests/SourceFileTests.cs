namespace Oya.Architecture.Tests;

/// <summary>One idea a file: sources and tests stay short enough to be read in one go.</summary>
public class SourceFileTests
{
    [Fact]
    public void Files_are_short()
    {
        var lengths = Repository.Files("*.cs", "src", "tests", "bench", "samples")
            .Select(file => (file.Path, Lines: file.Text.Count(character => character == '\n')))
            .OrderBy(file => file.Lines)
            .ToList();

        Assert.InRange(lengths.Count, 400, int.MaxValue);
        Assert.InRange(lengths[lengths.Count / 2].Lines, 1, 80);
        Assert.InRange(lengths[lengths.Count * 95 / 100].Lines, 1, 220);
        Assert.All(lengths, file => Assert.True(file.Lines <= 400, $"{file.Path} has {file.Lines} lines"));
    }

    [Fact]
    public void No_file_hides_code_in_a_region() => Assert.All(
        Repository.Files("*.cs", "src", "bench", "samples"), file => Assert.DoesNotContain("#region", file.Text));
}
