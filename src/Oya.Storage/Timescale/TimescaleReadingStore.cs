using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>Readings in PostgreSQL. <see cref="ReadingWriter"/> stores the batches.</summary>
sealed class TimescaleReadingStore(TimescaleDatabase database) : IReadingStore
{
    const string OwnerCondition =
        "where meter_id = (select meter_id from meter where address = $1) and drawn_wh is not null";

    readonly ReadingWriter _writer = new(database);

    public Task<StoreResult> StoreAsync(
        ReadOnlyMemory<Reading> batch, LogRange? range, CancellationToken cancellationToken) =>
        _writer.StoreAsync(batch, range, cancellationToken);

    public Task<long?> ReadOffsetAsync(LogPartition partition, CancellationToken cancellationToken) =>
        database.ReadAsync(transaction => transaction.ScalarAsync<long?>(
            "select next_offset from ingest_offset where log = $1 and partition = $2", partition.Log, partition.Number),
            cancellationToken);

    public Task SkipAsync(LogRange hole, Instant foundAt, CancellationToken cancellationToken) =>
        database.RunAsync(async transaction =>
        {
            await WriterGate.EnterAsync(transaction, hole);
            return await transaction.ExecuteAsync(
                "insert into ingest_hole (log, partition, from_offset, to_offset, found_at) "
                + "values ($1, $2, $3, $4, $5)",
                hole.Partition.Log, hole.Partition.Number, hole.From, hole.To, foundAt);
        }, cancellationToken);

    public async Task<IReadOnlyList<LogHole>> ListHolesAsync(CancellationToken cancellationToken) =>
        await database.QueryAsync(
            "select log, partition, from_offset, to_offset, found_at from ingest_hole order by hole_id",
            row => new LogHole(
                new(new(row.GetString(0), row.GetInt32(1)), row.GetInt64(2), row.GetInt64(3)), row.Instant(4)),
            cancellationToken);

    public async Task<IReadOnlyList<IndexPoint>> ReadIndexAsync(
        MeterAddress meter, Instant from, Instant to, CancellationToken cancellationToken)
    {
        // One more row on each side: the readings that bracket the span.
        const string Select = "select at, drawn_wh, clock from reading";
        return await database.QueryAsync(
            $"({Select} {OwnerCondition} and at < $2 order by at desc limit 1) union all "
            + $"({Select} {OwnerCondition} and at >= $2 and at < $3) union all "
            + $"({Select} {OwnerCondition} and at >= $3 order by at limit 1) order by at",
            row => new IndexPoint(row.Instant(0), row.GetInt64(1), (ClockQuality)row.GetInt16(2)), cancellationToken,
            meter, from, to);
    }

    public async Task<(Reading? Before, Reading? After)> ReadAroundAsync(
        MeterAddress meter, Instant at, CancellationToken cancellationToken)
    {
        var found = await database.QueryAsync(
            $"(select {ReadingColumns.All} from reading {OwnerCondition} and at <= $2 order by at desc limit 1) "
            + $"union all (select {ReadingColumns.All} from reading {OwnerCondition} and at >= $2 order by at limit 1)",
            row => ReadingColumns.Read(row, meter), cancellationToken, meter, at);
        return (First(found.Where(reading => reading.At <= at)), First(found.Where(reading => reading.At >= at)));
    }

    public async Task<IReadOnlyList<DirtyDay>> ListDirtyDaysAsync(CancellationToken cancellationToken)
    {
        // A writer marks a day only once per generation. From now on it has to mark the day again, because readings
        // that arrive now are not in the curves that are built. A new generation ensures that, and only has to wait
        // for running transactions.
        const string IsMarked = "select 1 from touched_day, writer_state where mark = generation limit 1";
        var marked =
            await database.ReadAsync(transaction => transaction.ScalarAsync<int?>(IsMarked), cancellationToken);
        if (marked is not null)
        {
            await database.RunAsync(async transaction =>
            {
                await transaction.ExecuteAsync(TimescaleDatabase.LockStatement(exclusive: true));
                return await transaction.ExecuteAsync("update writer_state set generation = generation + 1");
            }, cancellationToken);
        }

        // A day marked since then is left to the next call: its mark belongs to readings that are still to come.
        return await database.ReadAsync(transaction => transaction.QueryAsync(
            "select m.address, t.day, t.mark from touched_day t join meter m using (meter_id) "
            + "where t.mark < (select generation from writer_state) order by m.address, t.day",
            row => new DirtyDay(new(row.GetInt64(0)), row.Day(1), row.GetInt64(2))), cancellationToken);
    }

    public Task<Instant?> FirstPermittedAsync(MeterAddress meter, Instant from, CancellationToken cancellationToken) =>
        InstantAsync(meter, "at >= $2 and permitted order by at", from, cancellationToken);

    public Task<Instant?> LastReadingAsync(MeterAddress meter, CancellationToken cancellationToken) =>
        InstantAsync(meter, "at >= $2 order by at desc", new(0), cancellationToken);

    async Task<Instant?> InstantAsync(
        MeterAddress meter, string condition, Instant from, CancellationToken cancellationToken)
    {
        var found = await database.QueryAsync(
            "select at from reading where meter_id = (select meter_id from meter where address = $1) "
            + $"and {condition} limit 1",
            row => row.Instant(0), cancellationToken, meter, from);
        return found.Count > 0 ? found[0] : null;
    }

    static Reading? First(IEnumerable<Reading> readings)
    {
        foreach (var reading in readings)
        {
            return reading;
        }

        return null;
    }
}
