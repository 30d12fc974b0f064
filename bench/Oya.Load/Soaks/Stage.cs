namespace Oya.Load;

/// <summary>One data path: a Kafka with its topics, and a database with the customers.</summary>
sealed class Stage
{
    readonly World _world;
    readonly Fleet _fleet;
    readonly string _name;

    Stage(World world, string name, Fleet fleet, Server kafka, Database database) =>
        (_world, _name, _fleet, Kafka, Database) = (world, name, fleet, kafka, database);

    public Server Kafka { get; }

    public Database Database { get; }

    /// <summary>
    /// Starts Kafka, and creates topics, database, registry and consents with the commands of the program.
    /// </summary>
    public static async Task<Stage> MakeAsync(
        World world, string name, Fleet fleet, CancellationToken cancellationToken)
    {
        var kafka = await world.Place.StartAsync("kafka", $"{name}-kafka", cancellationToken);
        return await CreateOnAsync(world, name, fleet, kafka, cancellationToken);
    }

    /// <summary>The same on a running Kafka.</summary>
    public static async Task<Stage> CreateOnAsync(
        World world, string name, Fleet fleet, Server kafka, CancellationToken cancellationToken)
    {
        var stage = new Stage(world, name, fleet, kafka, await DatabaseAsync(world, name, fleet, cancellationToken));
        await RunAsync(world, name, ["topics", "create", .. stage.KafkaOptions], cancellationToken);
        return stage;
    }

    /// <summary>Creates only the database.</summary>
    public static async Task<Database> DatabaseAsync(
        World world, string name, Fleet fleet, CancellationToken cancellationToken)
    {
        var database = await Database.CreateAsync(world.Postgres.Address, $"run_{name}", cancellationToken);
        string[] store = ["--store", database.Store];
        await RunAsync(world, name, ["db", "migrate", .. store], cancellationToken);
        await RunAsync(world, name, ["registry", "import", fleet.Registry, .. store], cancellationToken);
        await RunAsync(world, name, ["consent", "import", fleet.Consents, .. store], cancellationToken);
        return database;
    }

    public OyaProcess StartIngester(string name, params IEnumerable<string> words) => _world.Program.Start(
        $"{_name}-{name}", ["ingest", "--format", "json", .. StoreOptions, .. KafkaOptions, .. words]);

    /// <summary>Starts a replayer that reads frames from its pipe.</summary>
    public OyaProcess StartReplayer(params IEnumerable<string> words) => _world.Program.Start(
        $"{_name}-replayer", ["replay", "-", "--log", "kafka", .. KafkaOptions, .. _fleet.CaptureOptions, .. words]);

    /// <summary>Stores the rest of the log and builds the curves.</summary>
    public async Task<IngestSummary> FinishAsync(CancellationToken cancellationToken)
    {
        using var last = StartIngester("last", "--until-end");
        last.Input.Close();
        return IngestSummary.Parse(await last.DoneAsync(cancellationToken));
    }

    /// <summary>Stops Kafka. The database remains for the comparison.</summary>
    public Task EndAsync() => _world.Place.RemoveAsync(Kafka);

    string[] StoreOptions => ["--store", Database.Store];

    string[] KafkaOptions => ["-X", $"bootstrap.servers={Kafka.Address}"];

    static Task RunAsync(World world, string name, string[] words, CancellationToken cancellationToken) =>
        world.Program.RunAsync($"{name}-{words[0]}", words, cancellationToken);
}
