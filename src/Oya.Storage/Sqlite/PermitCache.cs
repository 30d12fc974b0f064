using Oya.Teleinfo;

namespace Oya.Storage.Sqlite;

/// <summary>
/// Registry and permits as seen by a transaction of the writer. They are read again when their version has changed.
/// The version is checked inside the transaction, so a consent that was just withdrawn is never missed.
/// </summary>
sealed class PermitCache(SqliteDatabase database)
{
    readonly Dictionary<MeterAddress, Occupancy[]> _occupancies = [];
    long _version;

    public void Refresh()
    {
        var version = (long)database.Scalar("select version from permit_version")!;
        if (version != _version)
        {
            _occupancies.Clear();
            _version = version;
        }
    }

    /// <summary>Whether a reading is permitted, and since when.</summary>
    public Permission Check(in Reading reading, out Instant since)
    {
        if (!_occupancies.TryGetValue(reading.Meter, out var occupancies))
        {
            _occupancies[reading.Meter] = occupancies = Load(reading.Meter);
        }

        return Occupancy.Check(occupancies, reading, out since);
    }

    Occupancy[] Load(MeterAddress meter) =>
    [
        .. database.Query(
                $"{ConsentRows.SelectRegistry} where meter = $1 order by from_at", ConsentRows.ReadRegistry,
                meter.Value)
            .Select(entry => new Occupancy(entry, [.. ConsentRows.Permits(database, entry.UsagePoint)])),
    ];
}
