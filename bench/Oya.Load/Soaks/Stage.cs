namespace Oya.Load;

/// <summary>One way of the data: a Kafka with its topics, and a database that knows the customers.</summary>
sealed class Stage
{
    readonly World _world;
    readonly Fleet _fleet;
    readonly string _name;

    Stage(World world, string name, Fleet fleet, Server kafka, Database database) =>
        (_world, _name, _fleet, Kafka, Database) = (world, name, fleet, kafka, database);

    public Server Kafka { get; }

    public Database Database { get; }

    /// <summary>Starts Kafka, and makes topics, database, registry and consents by the program's own commands.</summary>
    public static async Task<Stage> MakeAsync(
        World world, string name, Fleet fleet, CancellationToken cancellationToken)
    {
        var kafka = await world.Place.StartAsync("kafka", $"{name}-kafka", cancellationToken);
        return await OnAsync(world, name, fleet, kafka, cancellationToken);
    }

    /// <summary>The same on a Kafka that is there.</summary>
    public static async Task<Stage> OnAsync(
        World world, string name, Fleet fleet, Server kafka, CancellationToken cancellationToken)
    {
        var stage = new Stage(world, name, fleet, kafka, await DatabaseAsync(world, name, fleet, cancellationToken));
        await RunAsync(world, name, ["topics", "create", .. stage.KafkaOptions], cancellationToken);
        return stage;
    }

    /// <summary>The database alone.</summary>
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

    /// <summary>One that reads frames from its pipe.</summary>
    public OyaProcess StartReplayer(params IEnumerable<string> words) => _world.Program.Start(
        $"{_name}-replayer", ["replay", "-", "--log", "kafka", .. KafkaOptions, .. _fleet.CaptureOptions, .. words]);

    /// <summary>Stores what stands in the log and builds the curves.</summary>
    public async Task<IngestSummary> FinishAsync(CancellationToken cancellationToken)
    {
        using var last = StartIngester("last", "--until-end");
        last.Input.Close();
        return IngestSummary.Parse(await last.DoneAsync(cancellationToken));
    }

    /// <summary>Ends Kafka; the database stays to be looked at.</summary>
    public Task EndAsync() => _world.Place.RemoveAsync(Kafka);

    string[] StoreOptions => ["--store", Database.Store];

    string[] KafkaOptions => ["-X", $"bootstrap.servers={Kafka.Address}"];

    static Task RunAsync(World world, string name, string[] words, CancellationToken cancellationToken) =>
        world.Program.RunAsync($"{name}-{words[0]}", words, cancellationToken);
}
