using Oya.Teleinfo;

namespace Oya.Storage.Sqlite;

/// <summary>Readings in SQLite. <see cref="ReadingBatch"/> stores the batches.</summary>
sealed class SqliteReadingStore(SqliteDatabase database) : IReadingStore
{
    readonly ReadingBatch _batch = new(database);

    public Task<StoreResult> StoreAsync(
        ReadOnlyMemory<Reading> batch, LogRange? range, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Write(() =>
        {
            if (range is { } from)
            {
                LogOffsets.Advance(database, from);
            }

            return _batch.Store(batch.Span);
        }));
    }

    public Task<long?> ReadOffsetAsync(LogPartition partition, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(() => LogOffsets.Read(database, partition)));
    }

    public Task SkipAsync(LogRange hole, Instant foundAt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        database.Write(() =>
        {
            LogOffsets.Advance(database, hole);
            LogOffsets.AddHole(database, hole, foundAt);
            return 0;
        });
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<LogHole>> ListHolesAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(() => LogOffsets.Holes(database)));
    }

    public Task<IReadOnlyList<IndexPoint>> ReadIndexAsync(
        MeterAddress meter, Instant from, Instant to, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<IndexPoint>>(database.Read(() =>
        {
            if (GetId(meter) is not { } id)
            {
                return [];
            }

            // One more row on each side: the readings that bracket the span.
            return database.Query(
                "select at, drawn_wh, clock from reading where meter_id = $1 and drawn_wh is not null "
                + "and at >= coalesce((select max(at) from reading where meter_id = $1 and at < $2 "
                + "and drawn_wh is not null), $2) "
                + "and at <= coalesce((select min(at) from reading where meter_id = $1 and at >= $3 "
                + "and drawn_wh is not null), $3) order by at",
                row => new IndexPoint(row.Instant(0), row.GetInt64(1), (ClockQuality)row.GetInt32(2)),
                id, from.UnixSeconds, to.UnixSeconds);
        }));
    }

    public Task<(Reading? Before, Reading? After)> ReadAroundAsync(
        MeterAddress meter, Instant at, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read<(Reading?, Reading?)>(() =>
        {
            if (GetId(meter) is not { } id)
            {
                return (null, null);
            }

            const string Owner = "where meter_id = $1 and drawn_wh is not null";
            var before = database.Query(
                $"{ReadingRow.Select} {Owner} and at <= $2 order by at desc limit 1",
                row => (Reading?)ReadingRow.Read(row, meter), id, at.UnixSeconds);
            var after = database.Query(
                $"{ReadingRow.Select} {Owner} and at >= $2 order by at limit 1",
                row => (Reading?)ReadingRow.Read(row, meter), id, at.UnixSeconds);
            return (before.FirstOrDefault(), after.FirstOrDefault());
        }));
    }

    public Task<IReadOnlyList<DirtyDay>> ListDirtyDaysAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<DirtyDay>>(database.Read(() => database.Query(
            "select m.address, t.day, t.mark from touched_day t join meter m using (meter_id) "
            + "order by m.address, t.day",
            row => new DirtyDay(new(row.GetInt64(0)), row.Day(1), row.GetInt64(2)))));
    }

    public Task<Instant?> FirstPermittedAsync(MeterAddress meter, Instant from, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read<Instant?>(() =>
            GetId(meter) is { } id && database.Scalar(
                "select at from reading where meter_id = $1 and at >= $2 and permitted = 1 order by at limit 1",
                id, from.UnixSeconds) is long at
                ? new Instant(at)
                : null));
    }

    public Task<Instant?> LastReadingAsync(MeterAddress meter, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read<Instant?>(() =>
            GetId(meter) is { } id && database.Scalar(
                "select at from reading where meter_id = $1 order by at desc limit 1", id) is long at
                ? new Instant(at)
                : null));
    }

    long? GetId(MeterAddress meter) =>
        (long?)database.Scalar("select meter_id from meter where address = $1", meter.Value);
}
