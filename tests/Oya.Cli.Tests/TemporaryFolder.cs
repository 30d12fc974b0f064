namespace Oya.Cli.Tests;

/// <summary>A temporary folder. Disposing it deletes it.</summary>
sealed class TemporaryFolder : IDisposable
{
    readonly string _path = Directory.CreateTempSubdirectory("oya-").FullName;

    public string Path(string name) => System.IO.Path.Combine(_path, name);

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(Path(name), bytes);
        return Path(name);
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
