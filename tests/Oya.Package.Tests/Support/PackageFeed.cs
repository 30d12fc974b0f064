namespace Oya.Package.Tests;

/// <summary>
/// A folder outside the repository with the packages of this build, and the only source of packages for the projects
/// beside it. What the SDK itself needs comes from the packages that the machine already has.
/// </summary>
public sealed class PackageFeed : IAsyncLifetime
{
    /// <summary>No other build has it, so no cache can answer for this one.</summary>
    public string Version { get; } = $"0.2.0-test.{Guid.NewGuid():N}";

    public string Folder { get; } = Directory.CreateTempSubdirectory("oya-package-").FullName;

    public string Library => PackageOf("Oya.Teleinfo");

    /// <summary>The packages that are restored here stay out of the cache of the machine.</summary>
    public (string Name, string Value)[] Isolation => [("NUGET_PACKAGES", Path.Combine(Folder, "packages"))];

    public string PackageOf(string id, string extension = ".nupkg") =>
        Path.Combine(Folder, $"{id}.{Version}{extension}");

    public async ValueTask InitializeAsync()
    {
        var machine = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        await File.WriteAllTextAsync(Path.Combine(Folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="build" value="{Folder}" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="machine" value="{machine}" />
              </fallbackPackageFolders>
            </configuration>
            """);
        await Command.RunAsync(Repository.Root, "dotnet", PackArguments("src/Oya.Teleinfo"));
    }

    /// <summary>Packs a project of the repository as it was built with these tests.</summary>
    public string[] PackArguments(string project, params string[] more) =>
    [
        "pack", project, "-c", Build.Configuration, "--no-build", "-o", Folder, "-v", "quiet", "--nologo",
        $"-p:MinVerVersionOverride={Version}", .. more,
    ];

    public string CreateFolder(string name) => Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
