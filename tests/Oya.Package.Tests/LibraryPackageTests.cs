using System.Reflection.Metadata;
using System.Xml.Linq;

namespace Oya.Package.Tests;

/// <summary>What the package of the decoder says of itself, and what is in it.</summary>
[Collection(SharedFeed.Name)]
[Exhaustive]
public class LibraryPackageTests(PackageFeed feed)
{
    [Theory]
    [InlineData("id", "Oya.Teleinfo")]
    [InlineData("license", "Apache-2.0")]
    [InlineData("readme", "README.md")]
    [InlineData("icon", "icon.png")]
    public void The_package_names_itself_its_license_its_page_and_its_icon(string name, string value) =>
        Assert.Equal(value, Assert.Single(PackageFiles.Metadata(feed.Library)[name]).Value);

    [Fact]
    public void The_package_depends_on_nothing()
    {
        Assert.Empty(PackageFiles.Metadata(feed.Library)["dependency"]);
        var group = Assert.Single(PackageFiles.Metadata(feed.Library)["group"]);
        Assert.Equal("net10.0", group.Attribute("targetFramework")?.Value);
    }

    [Fact]
    public void The_package_has_the_decoder_and_its_documentation_and_no_more() => Assert.Equal(
        ["README.md", "icon.png", "lib/net10.0/Oya.Teleinfo.dll", "lib/net10.0/Oya.Teleinfo.xml"],
        PackageFiles.Names(feed.Library)
            .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal)
                && !name.StartsWith("package/", StringComparison.Ordinal)
                && name is not "[Content_Types].xml" and not "Oya.Teleinfo.nuspec")
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Public_types_are_documented_in_the_package()
    {
        using var text = new MemoryStream(PackageFiles.Read(feed.Library, "lib/net10.0/Oya.Teleinfo.xml"));
        Assert.Contains(XDocument.Load(text).Descendants("member"),
            member => member.Attribute("name")?.Value == "T:Oya.Teleinfo.TicDecoder");
    }

    [Fact]
    public void The_icon_is_a_square_of_128_pixels_and_below_10_kB()
    {
        var icon = PackageFiles.Read(feed.Library, "icon.png");
        Assert.InRange(icon.Length, 1, 10_000);
        // Width and height are the first two numbers of a PNG's header, at byte 16.
        Assert.Equal([0, 0, 0, 128, 0, 0, 0, 128], icon[16..24]);
    }

    [Fact]
    public void The_symbols_are_a_package_of_their_own()
    {
        var symbols = PackageFiles.Read(feed.PackageOf("Oya.Teleinfo", ".snupkg"), "lib/net10.0/Oya.Teleinfo.pdb");
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols));
        Assert.InRange(provider.GetMetadataReader().Documents.Count, 50, int.MaxValue);
    }

    [Fact]
    public void Only_the_library_and_the_command_are_packages() => Assert.Equal(
        ["Oya.Cli.csproj", "Oya.Teleinfo.csproj"],
        new[] { "src", "tests", "bench", "samples" }
            .SelectMany(folder => Directory.EnumerateFiles(
                Repository.Path(folder), "*.csproj", SearchOption.AllDirectories))
            .Where(path => XDocument.Load(path).Descendants("IsPackable").Any(element => element.Value == "true"))
            .Select(Path.GetFileName)
            .Order(StringComparer.Ordinal));
}
