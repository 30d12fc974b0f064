using Microsoft.Data.Sqlite;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Ingest.Tests;

/// <summary>A SQLite store in its own folder, in which every reading is permitted.</summary>
sealed class OpenStore : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("oya-").FullName;

    OpenStore() => Stores = Stores.Open(Path.Combine(_folder, "oya.db"));

    public Stores Stores { get; }

    public string Folder => _folder;

    public static async Task<OpenStore> For(params IEnumerable<(Prm? Point, MeterAddress Meter)> meters)
    {
        var store = new OpenStore();
        foreach (var (point, meter) in meters)
        {
            var entry = new RegistryEntry(point ?? new(14500000000001), meter, "anne", new(0), null, 9, "BASE");
            await store.Stores.Consents.ImportRegistryAsync(
                [entry], snapshot => [new(snapshot.UsagePoint, new(0), null)], TestContext.Current.CancellationToken);
        }

        return store;
    }

    public IReadOnlyList<string> Rows()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "oya.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "select m.address, r.* from reading r join meter m using (meter_id) order by m.address, r.at";
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            // Without the meter id, which depends on the order of arrival.
            rows.Add(string.Join(',', Enumerable.Range(0, reader.FieldCount).Where(i => reader.GetName(i) != "meter_id")
                .Select(i => Convert.ToString(reader.GetValue(i)))));
        }

        return rows;
    }

    public void Dispose()
    {
        Stores.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>Keeps batches and log offsets in memory, and fails on demand.</summary>
sealed class ListStore(Func<int, Exception?>? fails = null) : IReadingStore
{
    readonly Dictionary<LogPartition, long> _offsets = [];
    readonly List<LogHole> _holes = [];

    public List<Reading> Readings { get; } = [];

    public int Batches { get; private set; }

    public Task<StoreResult> StoreAsync(
        ReadOnlyMemory<Reading> batch, LogRange? range, CancellationToken cancellationToken)
    {
        if (fails?.Invoke(Batches) is { } error)
        {
            return Task.FromException<StoreResult>(error);
        }

        if (range is { } from)
        {
            Advance(from);
        }

        Batches++;
        Readings.AddRange(batch.ToArray());
        return Task.FromResult(new StoreResult(batch.Length, 0, 0, 0, 0));
    }

    public Task<long?> ReadOffsetAsync(LogPartition partition, CancellationToken cancellationToken) =>
        Task.FromResult(_offsets.TryGetValue(partition, out var offset) ? offset : default(long?));

    public Task SkipAsync(LogRange hole, Instant foundAt, CancellationToken cancellationToken)
    {
        Advance(hole);
        _holes.Add(new(hole, foundAt));
        return Task.CompletedTask;
    }

    /// <summary>Sets the end of a partition, as if another store had advanced it.</summary>
    public void EndAt(LogPartition partition, long offset) => _offsets[partition] = offset;

    public Task<IReadOnlyList<LogHole>> ListHolesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LogHole>>(_holes);

    void Advance(LogRange range)
    {
        if (_offsets.GetValueOrDefault(range.Partition, range.From) != range.From)
        {
            throw new FencedException(range);
        }

        _offsets[range.Partition] = range.To;
    }

    public Task<IReadOnlyList<IndexPoint>> ReadIndexAsync(
        MeterAddress meter, Instant from, Instant to, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

    public Task<(Reading? Before, Reading? After)> ReadAroundAsync(
        MeterAddress meter, Instant at, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<DirtyDay>> ListDirtyDaysAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Instant?> FirstPermittedAsync(MeterAddress meter, Instant from, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Instant?> LastReadingAsync(MeterAddress meter, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
