namespace Oya.Tests;

/// <summary>
/// The captures and reference files beside the repository. At home a test that needs them is skipped where they are
/// absent; with CI=true their absence is a failure.
/// </summary>
static class SharedFiles
{
    public static string Root { get; } = Find();

    public static string Path(string relative)
    {
        var path = System.IO.Path.Combine(Root, relative);
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            var message = $"{path} is absent: put the shared files beside the repository (../shared).";
            if (Environment.GetEnvironmentVariable("CI") == "true")
            {
                Assert.Fail(message);
            }

            Assert.Skip(message);
        }

        return path;
    }

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Oya.Metering.sln")))
            {
                return System.IO.Path.Combine(folder.Parent?.FullName ?? folder.FullName, "shared");
            }
        }

        return "shared";
    }
}
