namespace Oya.Cli.Demo;

/// <summary>The folder of the demonstration: made again each time, but never over files of others.</summary>
static class DemoFolder
{
    const string Marker = "made-by-oya-demo";

    public static void Make(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            if (!File.Exists(Path.Combine(folder, Marker)))
            {
                throw new OyaException(
                    ExitCode.Usage, $"{folder} is there and was not made by oya demo", "name another with --folder");
            }

            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, Marker), "oya demo removes this folder when it runs again.\n");
    }
}
