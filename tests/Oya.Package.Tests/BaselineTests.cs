namespace Oya.Package.Tests;

/// <summary>
/// A pack compares the library with an earlier package, and fails where something public is gone. The earlier package
/// is made of a copy of the sources that has one class more, which is also what a tarball is: sources without git.
/// </summary>
[Collection(SharedFeed.Name)]
[Exhaustive]
public class BaselineTests(PackageFeed feed)
{
    [Fact]
    public async Task A_public_class_that_is_gone_fails_the_pack_and_an_equal_package_does_not()
    {
        var earlier = await PackEarlierAsync();
        var (exitCode, output) = await PackAgainstAsync(earlier);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("CP0001", output, StringComparison.Ordinal);
        Assert.Contains("Oya.Teleinfo.GoneClass", output, StringComparison.Ordinal);

        var same = Path.Combine(feed.CreateFolder("same"), "Oya.Teleinfo.nupkg");
        File.Copy(feed.Library, same);
        (exitCode, output) = await PackAgainstAsync(same);
        Assert.True(exitCode == 0, output);
    }

    Task<(int ExitCode, string Output)> PackAgainstAsync(string baseline) =>
        Command.TryAsync(Repository.Root, "dotnet",
            feed.PackArguments("src/Oya.Teleinfo", $"-p:PackageValidationBaselinePath={baseline}"));

    async Task<string> PackEarlierAsync()
    {
        var folder = feed.CreateFolder("earlier");
        foreach (var file in Directory.EnumerateFiles(Repository.Root, "*.props").Select(path => Path.GetFileName(path))
            .Concat(["BannedSymbols.txt", "assets/icon.png", "src/Directory.Build.props"])
            .Concat(SourcesOfLibrary()))
        {
            var target = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Repository.Path(file), target);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "src/Oya.Teleinfo/GoneClass.cs"), """
            namespace Oya.Teleinfo;

            /// <summary>A class that a later version does not have.</summary>
            public static class GoneClass;
            """);
        await Command.RunAsync(folder, "dotnet",
            ["pack", "src/Oya.Teleinfo", "-o", "out", "-v", "quiet", "--nologo", "-p:RunAnalyzers=false"]);
        return Path.Combine(folder, "out", "Oya.Teleinfo.0.2.0-source.nupkg");
    }

    static IEnumerable<string> SourcesOfLibrary() =>
        Directory.EnumerateFiles(Repository.Path("src/Oya.Teleinfo"), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path));
}
