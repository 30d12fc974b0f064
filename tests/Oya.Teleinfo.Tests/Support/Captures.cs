namespace Oya.Teleinfo.Tests;

/// <summary>All captures of the manifest.</summary>
static class Captures
{
    public static IReadOnlyList<string> Files { get; } = Find();

    /// <summary>One row for each capture; one row that skips the test when there are no captures.</summary>
    public static TheoryData<string> Rows => [.. Files.Count == 0 ? ["MANIFEST.tsv"] : Files];

    public static byte[] Read(string file) => File.ReadAllBytes(SharedFiles.Path(Path.Combine("captures", file)));

    static List<string> Find()
    {
        var manifest = Path.Combine(SharedFiles.Root, "captures", "MANIFEST.tsv");
        return File.Exists(manifest) ? [.. File.ReadLines(manifest).Skip(1).Select(line => line.Split('\t')[0])] : [];
    }
}
