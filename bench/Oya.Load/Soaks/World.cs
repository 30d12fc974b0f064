namespace Oya.Load;

/// <summary>How a run is asked for.</summary>
sealed record SoakOptions
{
    /// <summary>Everything that is random comes from it.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>1 is what is asked of a release; a twentieth of readings, kills and minutes is what tests run.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The program under trial.</summary>
    public string Oya { get; init; } = OyaProgram.Beside;

    /// <summary>tests/servers.sh.</summary>
    public required string Servers { get; init; }

    /// <summary>The folder in which a run makes its own; null: that for temporary files.</summary>
    public string? Within { get; init; }

    /// <summary>Told how it goes.</summary>
    public TextWriter Notify { get; init; } = TextWriter.Null;

    /// <summary>Speeds and memory are asked for in a whole run only: a short one is all beginnings.</summary>
    public bool IsWhole => Scale >= 1;

    public long Readings => (long)(1_000_000 * Scale);

    /// <summary>A number of kills or minutes of a whole run, here.</summary>
    public int Count(int whole) => Math.Max(1, (int)Math.Round(whole * Scale));
}

/// <summary>What the soaks of one command share: a folder, a PostgreSQL, the meters, and what they come to undisturbed.</summary>
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

    /// <summary>How long a replay took that nothing stopped.</summary>
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

    /// <summary>Numbers of one soak: what another one draws changes nothing here.</summary>
    public Random Moments(string soak) =>
        new(unchecked(Options.Seed * 31 + soak.Sum(letter => letter * 17)));

    public Fleet Meters(CancellationToken cancellationToken) => _fleet ??= Fleet.Make(
        Fleet.Mixed(Options.Readings, Options.Seed), Place.GetPath("fleet"), cancellationToken);

    /// <summary>The database of a run that nothing disturbed, made once.</summary>
    public async Task<Database> ReferenceAsync(CancellationToken cancellationToken)
    {
        if (_reference is null)
        {
            var fleet = Meters(cancellationToken);
            Say($"{fleet.Meters} meters, {fleet.Frames:N0} frames; first a run that nothing disturbs");
            (_reference, ReplayTime) = await Undisturbed.RunAsync(this, "undisturbed", fleet, [], cancellationToken);
        }

        return _reference;
    }

    public void Say(string text) => Options.Notify.WriteLine(
        $"{TimeProvider.System.GetElapsedTime(_started):hh\\:mm\\:ss} {text}");

    public ValueTask DisposeAsync() => Place.DisposeAsync();
}
