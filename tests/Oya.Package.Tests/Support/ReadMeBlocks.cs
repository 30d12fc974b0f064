using System.Text;

namespace Oya.Package.Tests;

/// <summary>The code and the output that the page of the package shows.</summary>
sealed record ReadMeBlocks(string[] Program, string[] Output)
{
    public static ReadMeBlocks From(PackageFeed feed)
    {
        var text = Encoding.UTF8.GetString(PackageFiles.Read(feed.Library, "README.md")).ReplaceLineEndings("\n");
        var lines = text.Split('\n');
        return new(Block(lines, "```csharp"), Block(lines, "```text"));
    }

    static string[] Block(string[] lines, string start)
    {
        var at = Assert.Single(Enumerable.Range(0, lines.Length), i => lines[i] == start);
        return [.. lines.Skip(at + 1).TakeWhile(line => line != "```")];
    }
}
