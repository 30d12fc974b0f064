using System.Text.Json;

namespace Oya.Package.Tests;

/// <summary>NOTICE names every package that comes along with the program, and no other.</summary>
public class NoticeTests
{
    [Fact]
    public void Every_package_of_the_program_is_in_the_notice()
    {
        var folder = Build.Configuration.ToLowerInvariant();
        using var built = JsonDocument.Parse(File.ReadAllText(
            Repository.Path($"artifacts/bin/Oya.Cli/{folder}/oya.deps.json")));
        var packages = built.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => library.Name.Split('/')[0])
            .Order(StringComparer.Ordinal);

        // A line of a package is indented by two, and its name is the first word.
        var named = File.ReadLines(Repository.Path("NOTICE"))
            .Where(line => line.StartsWith("  ", StringComparison.Ordinal) && char.IsAsciiLetter(line[2]))
            .Select(line => line.Trim().Split(' ')[0])
            .Order(StringComparer.Ordinal);
        Assert.Equal(packages, named);
    }
}
