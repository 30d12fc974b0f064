using Oya.Teleinfo;

namespace Oya.Storage.Sqlite;

/// <summary>
/// Registry and permits as one transaction of the writer sees them. They are read again when their version has grown,
/// which is looked at inside the transaction, so a consent withdrawn a moment ago is never missed.
/// </summary>
sealed class PermitCache(SqliteDatabase database)
{
    readonly Dictionary<MeterAddress, List<RegistryEntry>> _registry = [];
    readonly Dictionary<Prm, List<CollectionPermit>> _permits = [];
    long _version;

    public void Refresh()
    {
        var version = (long)database.Scalar("select version from permit_version")!;
        if (version != _version)
        {
            _registry.Clear();
            _permits.Clear();
            _version = version;
        }
    }

    /// <summary>What may be done with a reading, and since when it may.</summary>
    public Permission Of(in Reading reading, out Instant since)
    {
        since = reading.At;
        foreach (var entry in Registry(reading.Meter))
        {
            if (entry.From > reading.At || reading.At >= entry.To)
            {
                continue;
            }

            if (reading.Prm is { } prm && prm != entry.UsagePoint)
            {
                return Permission.ForeignPrm;
            }

            // A standard frame names its usage point, always. One that lost it may be that of another household.
            if (reading.Prm is null && reading.Mode == TicMode.Standard)
            {
                return Permission.None;
            }

            foreach (var permit in Permits(entry.UsagePoint))
            {
                if (permit.Covers(reading.At))
                {
                    since = permit.From;
                    return Permission.Granted;
                }
            }
        }

        return Permission.None;
    }

    List<RegistryEntry> Registry(MeterAddress meter)
    {
        if (!_registry.TryGetValue(meter, out var entries))
        {
            _registry[meter] = entries = database.Query(
                $"{ConsentRows.SelectRegistry} where meter = $1 order by from_at", ConsentRows.ReadRegistry, meter.Value);
        }

        return entries;
    }

    List<CollectionPermit> Permits(Prm usagePoint)
    {
        if (!_permits.TryGetValue(usagePoint, out var permits))
        {
            _permits[usagePoint] = permits = ConsentRows.Permits(database, usagePoint);
        }

        return permits;
    }
}

/// <summary>What consent says of a reading.</summary>
enum Permission : byte
{
    /// <summary>No permit covers it.</summary>
    None,

    /// <summary>A permit covers it.</summary>
    Granted,

    /// <summary>
    /// The frame names another usage point than the registry: nobody knows whose consent would count, so none does.
    /// </summary>
    ForeignPrm,
}
