using System.IO.Compression;
using System.Xml.Linq;

namespace Oya.Package.Tests;

/// <summary>What is in a package.</summary>
static class PackageFiles
{
    public static IReadOnlyList<string> Names(string package)
    {
        using var zip = ZipFile.OpenRead(package);
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }

    public static byte[] Read(string package, string name)
    {
        using var zip = ZipFile.OpenRead(package);
        using var entry = zip.GetEntry(name)?.Open() ?? throw new FileNotFoundException($"{name} is not in {package}");
        using var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The elements of the package's description, by name.</summary>
    public static ILookup<string, XElement> Metadata(string package)
    {
        var name = Names(package).Single(name => name.EndsWith(".nuspec", StringComparison.Ordinal));
        using var text = new MemoryStream(Read(package, name));
        return XDocument.Load(text).Descendants().ToLookup(element => element.Name.LocalName);
    }
}
