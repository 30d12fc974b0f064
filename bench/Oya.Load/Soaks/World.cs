namespace Oya.Load;

/// <summary>The options of a run.</summary>
sealed record SoakOptions
{
    /// <summary>The seed of all random numbers.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>1 for a release. Tests run a twentieth of the readings, kills and minutes.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The tested program.</summary>
    public string Oya { get; init; } = OyaProgram.DefaultPath;

    /// <summary>tests/servers.sh.</summary>
    public required string Servers { get; init; }

    /// <summary>The parent of the folder of the run; null uses the folder for temporary files.</summary>
    public string? Within { get; init; }

    /// <summary>Receives progress messages.</summary>
    public TextWriter Notify { get; init; } = TextWriter.Null;

    /// <summary>Speed and memory are requirements only in a full run: a short run is dominated by start-up.</summary>
    public bool IsFullRun => Scale >= 1;

    public long Readings => (long)(1_000_000 * Scale);

    /// <summary>Scales a number of kills or minutes of a full run.</summary>
    public int Count(int whole) => Math.Max(1, (int)Math.Round(whole * Scale));
}

/// <summary>
/// What the soaks of one command share: a folder, a PostgreSQL server, the meters, and their undisturbed result.
/// </summary>
sealed class World : IAsyncDisposable
{
    readonly long _started = TimeProvider.System.GetTimestamp();
    Fleet? _fleet;
    Database? _reference;

    World(SoakOptions options, Place place)
    {
        (Options, Place) = (options, place);
        Program = new(options.Oya, place.Folder);
    }

    public SoakOptions Options { get; }

    public Place Place { get; }

    public OyaProgram Program { get; }

    public required Server Postgres { get; init; }

    /// <summary>The duration of an undisturbed replay.</summary>
    public TimeSpan ReplayTime { get; private set; }

    public static async Task<World> MakeAsync(SoakOptions options, CancellationToken cancellationToken)
    {
        var place = new Place(new(options.Servers), options.Within);
        try
        {
            return new(options, place) { Postgres = await place.StartAsync("postgres", "postgres", cancellationToken) };
        }
        catch
        {
            await place.DisposeAsync();
            throw;
        }
    }

    /// <summary>The random numbers of one soak, independent of the other soaks.</summary>
    public Random Moments(string soak) =>
        new(unchecked(Options.Seed * 31 + soak.Sum(letter => letter * 17)));

    public Fleet Meters(CancellationToken cancellationToken) => _fleet ??= Fleet.Make(
        Fleet.Mixed(Options.Readings, Options.Seed), Place.GetPath("fleet"), cancellationToken);

    /// <summary>The database of the undisturbed run, which is made once.</summary>
    public async Task<Database> ReferenceAsync(CancellationToken cancellationToken)
    {
        if (_reference is null)
        {
            var fleet = Meters(cancellationToken);
            WriteProgress($"{fleet.Meters} meters, {fleet.Frames:N0} frames; first an undisturbed run");
            (_reference, ReplayTime) = await Undisturbed.RunAsync(this, "undisturbed", fleet, [], cancellationToken);
        }

        return _reference;
    }

    public void WriteProgress(string text) => Options.Notify.WriteLine(
        $"{TimeProvider.System.GetElapsedTime(_started):hh\\:mm\\:ss} {text}");

    public ValueTask DisposeAsync() => Place.DisposeAsync();
}
