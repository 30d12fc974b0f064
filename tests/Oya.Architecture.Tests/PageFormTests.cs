using System.Text.RegularExpressions;

namespace Oya.Architecture.Tests;

/// <summary>The pages that people read: short, with their purpose first, and with links that lead somewhere.</summary>
public partial class PageFormTests
{
    static readonly string[] Needed =
    [
        "architecture", "cli", "consent", "curves", "decoder", "fleet", "glossary", "limits", "measurements",
    ];

    public static TheoryData<string> Pages =>
        [.. Repository.Files("*.md", "docs").Select(page => page.Path),
            .. Directory.EnumerateFiles(Repository.Root, "*.md").Select(Path.GetFileName).OfType<string>(),
            "src/Oya.Teleinfo/README.md", "samples/README.md"];

    [Fact]
    public void Every_page_is_there() => Assert.All(
        Needed, page => Assert.True(File.Exists(Path.Combine(Repository.Root, "docs", $"{page}.md")), page));

    [Fact]
    public void The_README_is_one_page_of_150_lines_at_most() =>
        Assert.InRange(File.ReadAllLines(Path.Combine(Repository.Root, "README.md")).Length, 50, 150);

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_has_250_lines_at_most_and_says_first_what_it_is_for(string page)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, page));
        Assert.InRange(lines.Length, 1, 250);
        Assert.StartsWith("# ", lines[0]);
        if (page.StartsWith("docs/", StringComparison.Ordinal))
        {
            Assert.StartsWith("What it is for: ", lines[2]);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_link_leads_to_a_file_and_a_heading(string page)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, page));
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        Assert.All(LinkPattern().Matches(text), link =>
        {
            var (file, heading) = (link.Groups["file"].Value, link.Groups["heading"].Value);
            if (file.Contains("://", StringComparison.Ordinal))
            {
                return;
            }

            var target = file.Length == 0 ? Path.Combine(Repository.Root, page) : Path.Combine(folder, file);
            Assert.True(Path.Exists(target), $"{page} links {file}");
            if (heading.Length > 0)
            {
                Assert.Contains(heading, File.ReadLines(target).Where(line => line.StartsWith('#')).Select(Anchor));
            }
        });
    }

    static string Anchor(string heading) => NotInAnchor().Replace(heading.TrimStart('#').Trim().ToLowerInvariant(), "")
        .Replace(' ', '-');

    [GeneratedRegex(@"\]\((?<file>[^)#\s]*)(?:#(?<heading>[^)\s]+))?[^)]*\)")]
    private static partial Regex LinkPattern();

    [GeneratedRegex(@"[^\w\s-]")]
    private static partial Regex NotInAnchor();
}
