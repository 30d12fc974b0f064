using Microsoft.Data.Sqlite;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation.Tests;

/// <summary>A store in a temporary folder, a stopped clock, one usage point, and helpers to act on them.</summary>
sealed class World : IDisposable
{
    public static readonly Prm Point = new(09111642617347);

    readonly string _folder = Directory.CreateTempSubdirectory("oya-").FullName;

    public World(string now)
    {
        Clock = new(At(now).ToUtc());
        Stores = Stores.Open(Database);
    }

    public Stores Stores { get; set; }

    public WatchedClock Clock { get; }

    public Instant Now => Instant.Floor(Clock.GetUtcNow());

    public string Database => Path.Combine(_folder, "oya.db");

    public string Publications => Path.Combine(_folder, "publications");

    public ConsentLedger Ledger => new(Stores, Clock);

    public NightlyPublication Publication => new(Stores, new() { Folder = Publications }, Clock);

    public static Instant At(string iso) => Instant.TryParse(iso, out var instant)
        ? instant
        : throw new ArgumentException($"{iso} is not an instant", nameof(iso));

    public static ParisDay Day(string day) => ParisDay.TryParse(day, out var parsed)
        ? parsed
        : throw new ArgumentException($"{day} is not a day", nameof(day));

    /// <summary>A world at the end of a day. One holder has had the usage point for years.</summary>
    public static async Task<World> After(string day)
    {
        var world = new World(Day(day).End.ToParisString());
        await world.Register(Entry("2020-01-01"));
        return world;
    }

    /// <summary>A world at the end of a day, with both consents for years or from an instant on.</summary>
    public static async Task<World> Consented(string day, string since = "2024-01-01")
    {
        var world = await After(day);
        await world.Consent(ConsentKind.Enregistrement, ConsentAct.Activated, since);
        await world.Consent(ConsentKind.Collecte, ConsentAct.Activated, since);
        return world;
    }

    public static RegistryEntry Entry(
        string from, string? to = null, string holder = "anne", int kva = 9, MeterAddress? meter = null,
            Prm? point = null) =>
        new(point ?? Point, meter ?? Feed.Meter, holder, At(from), to is null ? null : At(to), kva, "BASE");

    public Task<int> Register(params RegistryEntry[] entries) => new Registry(Stores).ImportAsync(entries, Token);

    public Task<int> Consent(
        ConsentKind kind, ConsentAct act, string at, string? expires = null, string holder = "anne") =>
        Ledger.ImportAsync([new(Point, holder, kind, act, At(at), expires is null ? null : At(expires), "test")],
            Token);

    public Task<StoreResult> Store(IEnumerable<Reading> readings) =>
        Stores.Readings.StoreAsync(readings.ToArray(), null, Token);

    public Task<RebuildResult> Rebuild() => new CurveRebuild(Stores).RunAsync(Token);

    public async Task<LoadCurve?> Curve(string day, Prm? point = null) => (await Stores.Curves.ReadCurvesAsync(
        CurveOwner.From(point ?? Point), Day(day), Day(day).Next, Token)).SingleOrDefault();

    public async Task<DailyEnergy?> Daily(string day, CurveOwner? owner = null) => (await Stores.Curves.ReadDailyAsync(
        owner ?? CurveOwner.From(Point), Day(day), Day(day).Next, Token)).SingleOrDefault();

    /// <summary>The points of a day that the customer sees now, by the end of each half-hour.</summary>
    public async Task<IReadOnlyDictionary<string, CurvePoint>> Released(string day, bool best = false)
    {
        var answer = await AggregationServices.Curves(Stores, Clock).ReadAsync(Point, Day(day), Day(day).Next, best,
            Token);
        return answer.Days.SelectMany(Stamped).Where(point => point.Point.Wh is not null)
            .ToDictionary(point => point.Stamp, point => point.Point);
    }

    public static IEnumerable<(string Stamp, CurvePoint Point)> Stamped(LoadCurve curve) =>
        curve.Day.HalfHours.Zip(curve.Points, (halfHour, point) => (halfHour.End.ToParisString(), point));

    public async Task<ConsentState> State(ConsentKind kind) =>
        (await Ledger.StatusAsync(Point, Token)).Single(state => state.Kind == kind);

    /// <summary>Queries the database file directly. The columns of a row are joined with commas.</summary>
    public IReadOnlyList<string> Rows(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join(',', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) switch
            {
                byte[] blob => Convert.ToHexString(blob),
                var value => Convert.ToString(value),
            })));
        }

        return rows;
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Stores.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

static class Points
{
    /// <summary>
    /// A point as text: <c>1200 B</c>, <c>880 B iv=1</c>, <c>0 B iv=2 ec=1</c>, <c>1200 E tc=C</c>.
    /// </summary>
    public static string Text(this CurvePoint point) => point.Watts is null
        ? "absent"
        : $"{point.Watts} {point.Nature}{(point.Iv == 0 ? "" : $" iv={point.Iv}")}{(point.Ec == 0 ? "" : $" ec={point.Ec}")}"
            + (point.Tc == '\0' ? "" : $" tc={point.Tc}");
}
