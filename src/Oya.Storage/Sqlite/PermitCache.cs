using Oya.Teleinfo;

namespace Oya.Storage.Sqlite;

/// <summary>
/// Registry and permits as one transaction of the writer sees them. They are read again when their version has grown,
/// which is looked at inside the transaction, so a consent withdrawn a moment ago is never missed.
/// </summary>
sealed class PermitCache(SqliteDatabase database)
{
    readonly Dictionary<MeterAddress, Tenure[]> _tenures = [];
    long _version;

    public void Refresh()
    {
        var version = (long)database.Scalar("select version from permit_version")!;
        if (version != _version)
        {
            _tenures.Clear();
            _version = version;
        }
    }

    /// <summary>What may be done with a reading, and since when it may.</summary>
    public Permission Of(in Reading reading, out Instant since)
    {
        if (!_tenures.TryGetValue(reading.Meter, out var tenures))
        {
            _tenures[reading.Meter] = tenures = Load(reading.Meter);
        }

        return Tenure.Of(tenures, reading, out since);
    }

    Tenure[] Load(MeterAddress meter) =>
    [
        .. database.Query(
                $"{ConsentRows.SelectRegistry} where meter = $1 order by from_at", ConsentRows.ReadRegistry, meter.Value)
            .Select(entry => new Tenure(entry, [.. ConsentRows.Permits(database, entry.UsagePoint)])),
    ];
}
