namespace Oya.Architecture.Tests;

/// <summary>The repository that these tests are a part of.</summary>
static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Files of one ending, by their path from the root, without what a build makes.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string pattern, params ReadOnlySpan<string> folders)
    {
        var found = new List<(string Path, string Text)>();
        foreach (var folder in folders)
        {
            found.AddRange(Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
                .Select(path => (Path: Path.GetRelativePath(Root, path).Replace('\\', '/'), File: path))
                .Where(file => !file.Path.Split('/').Any(part => part is "obj" or "bin" or "artifacts"))
                .Select(file => (file.Path, File.ReadAllText(file.File))));
        }

        return found;
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
