using System.Globalization;
using Oya.Cli.Inputs;
using Oya.Cli.Storing;
using Oya.Ingest;
using Oya.Storage;

namespace Oya.Cli.Demo;

/// <summary>The demonstration through the servers of a fleet: a topic of its own, and an empty database.</summary>
sealed class DemoFleet : IAsyncDisposable
{
    readonly CommandContext _context;
    readonly KafkaSettings _settings;
    readonly KafkaLogOptions _options;

    DemoFleet(CommandContext context)
    {
        _context = context;
        _settings = KafkaOptions.Settings(context);
        var topic = "oya.demo." + context.Time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        _options = KafkaOptions.CreateLogOptions(context) with
        {
            Topic = topic,
            DeadTopic = topic + KafkaTopics.DeadEnding,
        };
        Log = new(_settings, _options);
    }

    /// <summary>Where the village's readings are appended.</summary>
    public KafkaLogWriter Log { get; }

    /// <summary>What the readings go through, for a person.</summary>
    public string Way => $"{_options.Topic} at {_settings.Servers} into {_context.StoreName}";

    /// <summary>The topics that were made for it, for a person.</summary>
    public string Topics => $"the topics {_options.Topic} and {_options.DeadTopic}";

    /// <summary>Makes tables and topic.</summary>
    /// <exception cref="OyaException">The store is a file, or has something in it.</exception>
    public static async Task<(DemoFleet Fleet, Stores Stores)> PrepareAsync(CommandContext context)
    {
        if (!StoreSchema.IsDatabase(context.Store))
        {
            throw new OyaException(
                ExitCode.Usage,
                $"through Kafka the demonstration stores into PostgreSQL, and the store is {context.StoreName}",
                "give --store, or OYA_STORE, the connection string of an empty database");
        }

        var fleet = new DemoFleet(context);
        await StoreSchema.MigrateAsync(context.Store, useTimescale: true, context.Cancellation);
        await new KafkaTopics(fleet._settings, fleet._options)
            .CreateAsync(KafkaTopics.DefaultPartitions, replicas: null, context.Cancellation);
        var stores = context.OpenStores();
        if ((await stores.Consents.ReadRegistryAsync(context.Cancellation)).Count > 0
            || await stores.Curves.SpanAsync(context.Cancellation) is not null)
        {
            stores.Dispose();
            throw new OyaException(
                ExitCode.Usage, $"{context.StoreName} has customers or readings already",
                "the demonstration invents some: give it a database of its own");
        }

        return (fleet, stores);
    }

    /// <summary>Stores what was appended, as <c>oya ingest --until-end</c> does.</summary>
    public async Task<StoreResult> IngestAsync(Stores stores)
    {
        await using var log = new KafkaLogReader(_settings, _options with { UntilEnd = true });
        var writer = new StoreWriter(log, stores.Readings);
        await writer.RunAsync(_context.Cancellation);
        return writer.Total;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Log.DisposeAsync();
}
