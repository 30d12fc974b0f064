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
        var database = await Database.CreateAsync(world.Postgres.Address, name, cancellationToken);
        var stage = new Stage(world, name, fleet, kafka, database);
        await stage.RunAsync(["db", "migrate"], stage.StoreOptions, cancellationToken);
        await stage.RunAsync(["topics", "create"], stage.KafkaOptions, cancellationToken);
        await stage.RunAsync(["registry", "import", fleet.Registry], stage.StoreOptions, cancellationToken);
        await stage.RunAsync(["consent", "import", fleet.Consents], stage.StoreOptions, cancellationToken);
        return stage;
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

    Task RunAsync(string[] command, string[] options, CancellationToken cancellationToken) =>
        _world.Program.RunAsync($"{_name}-{command[0]}", [.. command, .. options], cancellationToken);
}
