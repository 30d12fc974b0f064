namespace Oya.Package.Tests;

/// <summary>The command as a dotnet tool, installed from a folder: it starts, and finds its native libraries.</summary>
[Collection(SharedFeed.Name)]
[Exhaustive]
public class ToolTests(PackageFeed feed)
{
    [Fact]
    public async Task The_tool_is_installed_from_a_folder_and_runs()
    {
        await Command.RunAsync(Repository.Root, "dotnet", feed.PackArguments("src/Oya.Cli"));
        var folder = feed.CreateFolder("tool");
        await Command.RunAsync(folder, "dotnet",
        [
            "tool", "install", "Oya.Metering", "--version", feed.Version, "--tool-path", folder,
            "--configfile", Path.Combine(feed.Folder, "nuget.config"),
        ], feed.Isolation);

        var oya = Path.Combine(folder, "oya");
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", await Command.RunAsync(folder, oya, ["--version"]));
        // SQLite is native code, found beside the tool.
        await Command.RunAsync(
            folder, oya, ["replay", Repository.Path("samples/tempo-standard.tic"), "--store", "tool.db"]);
        Assert.True(File.Exists(Path.Combine(folder, "tool.db")));
    }
}
