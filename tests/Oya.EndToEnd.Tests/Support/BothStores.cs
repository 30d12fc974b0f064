using System.Text.Json;

namespace Oya.EndToEnd.Tests;

/// <summary>Runs the same command lines on a file and on a database, and compares the results.</summary>
sealed class BothStores : IDisposable
{
    readonly TestDatabase _database = TestDatabase.Rent(timescale: true);

    public BothStores() => Database = new(_database);

    public Site File { get; } = new();

    public Site Database { get; }

    /// <summary>Runs a line that must succeed on both.</summary>
    public async Task DoneAsync(string line)
    {
        await File.DoneAsync(line);
        await Database.DoneAsync(line);
    }

    /// <summary>Runs a line on both, with the same exit code and the same results.</summary>
    public async Task<Answer> SameAsync(string line)
    {
        var (file, database) = (await File.RunAsync(line), await Database.RunAsync(line));
        // The folders differ.
        var expected = file.Out.Replace(File.Folder, Database.Folder, StringComparison.Ordinal);
        Assert.True((file.Code, expected) == (database.Code, database.Out), $"oya {line}\n{file}\n{database}");
        return database;
    }

    /// <summary>Replays a capture on both. The counts (stored, duplicate, conflict, not kept) must be equal.</summary>
    public async Task<JsonElement> ReplayAsync(string capture)
    {
        var file = Readings(await File.DoneAsync($"replay {capture} --format json"));
        var database = Readings(await Database.DoneAsync($"replay {capture} --format json"));
        Assert.Equal(file.GetRawText(), database.GetRawText());
        return database;

        static JsonElement Readings(string json) => JsonDocument.Parse(json).RootElement.GetProperty("readings");
    }

    /// <summary>Simulates the same village on both, and imports its registry and its consents.</summary>
    public async Task VillageAsync(string options, string output = "@capture.tic")
    {
        await File.VillageAsync(options, output);
        await Database.VillageAsync(options, output);
    }

    /// <summary>Fails unless the files of a folder are equal on both.</summary>
    public void AssertSameFiles(string folder)
    {
        var names = Names(File);
        Assert.NotEmpty(names);
        Assert.Equal(names, Names(Database));
        foreach (var name in names)
        {
            Assert.Equal(
                System.IO.File.ReadAllText(Path.Combine(File.Path(folder), name)),
                System.IO.File.ReadAllText(Path.Combine(Database.Path(folder), name)));
        }

        List<string> Names(Site site) =>
        [
            .. Directory.EnumerateFiles(site.Path(folder), "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(site.Path(folder), file)).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Queries the database directly.</summary>
    public IReadOnlyList<string> Rows(string sql) => _database.Rows(sql);

    public void Dispose()
    {
        File.Dispose();
        Database.Dispose();
    }
}
