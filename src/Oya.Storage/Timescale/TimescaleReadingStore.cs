using Npgsql;
using Oya.Storage.Sqlite;
using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>Readings in PostgreSQL, row by row and alone.</summary>
sealed class TimescaleReadingStore(TimescaleDatabase database) : IReadingStore
{
    const string Values = "received_at, source, clock, mode, prm, drawn_wh, injected_wh, "
        + "f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, d1, d2, d3, d4, register, drawn_va, injected_va, "
        + "a1, a2, a3, v1, v2, v3, status, cc_end, cc_w, cc1_end, cc1_w";

    const string Select = $"select {Values}, at from reading";

    static readonly string Insert = $"insert into reading (meter_id, at, permitted, {Values}) values "
        + $"({string.Join(", ", Enumerable.Range(1, 38).Select(i => $"${i}"))}) on conflict do nothing";

    public Task<StoreResult> StoreAsync(
        ReadOnlyMemory<Reading> batch, LogRange? range, CancellationToken cancellationToken) =>
        database.AloneAsync(async transaction =>
        {
            if (range is { } from)
            {
                await AdvanceAsync(transaction, from);
            }

            return await new Batch(transaction).StoreAsync(batch.ToArray());
        }, cancellationToken);

    public Task<long?> ReadOffsetAsync(LogPartition partition, CancellationToken cancellationToken) =>
        database.ReadAsync(transaction => transaction.ScalarAsync<long?>(
            "select next_offset from ingest_offset where log = $1 and partition = $2", partition.Log, partition.Number),
            cancellationToken);

    public Task SkipAsync(LogRange hole, Instant foundAt, CancellationToken cancellationToken) =>
        database.ShareAsync(async transaction =>
        {
            await AdvanceAsync(transaction, hole);
            return await transaction.ExecuteAsync(
                "insert into ingest_hole (log, partition, from_offset, to_offset, found_at) values ($1, $2, $3, $4, $5)",
                hole.Partition.Log, hole.Partition.Number, hole.From, hole.To, foundAt);
        }, cancellationToken);

    public Task<IReadOnlyList<LogHole>> ListHolesAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<LogHole>>(async transaction => await transaction.QueryAsync(
            "select log, partition, from_offset, to_offset, found_at from ingest_hole order by hole_id",
            row => new LogHole(
                new(new(row.GetString(0), row.GetInt32(1)), row.GetInt64(2), row.GetInt64(3)), row.Instant(4))),
            cancellationToken);

    public Task<IReadOnlyList<IndexPoint>> ReadIndexAsync(
        MeterAddress meter, Instant from, Instant to, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<IndexPoint>>(async transaction => await transaction.QueryAsync(
            "select at, drawn_wh, clock from reading r join meter m using (meter_id) where m.address = $1 "
            + "and drawn_wh is not null and at >= coalesce((select max(at) from reading x where x.meter_id = r.meter_id "
            + "and at < $2 and drawn_wh is not null), $2) and at <= coalesce((select min(at) from reading x "
            + "where x.meter_id = r.meter_id and at >= $3 and drawn_wh is not null), $3) order by at",
            row => new IndexPoint(row.Instant(0), row.GetInt64(1), (ClockQuality)row.GetInt16(2)), meter, from, to),
            cancellationToken);

    public Task<(Reading? Before, Reading? After)> ReadAroundAsync(
        MeterAddress meter, Instant at, CancellationToken cancellationToken) =>
        database.ReadAsync<(Reading?, Reading?)>(async transaction =>
        {
            const string Whose =
                "where meter_id = (select meter_id from meter where address = $1) and drawn_wh is not null";
            var before = await transaction.QueryAsync(
                $"{Select} {Whose} and at <= $2 order by at desc limit 1", row => (Reading?)Read(row, meter), meter, at);
            var after = await transaction.QueryAsync(
                $"{Select} {Whose} and at >= $2 order by at limit 1", row => (Reading?)Read(row, meter), meter, at);
            return (before.FirstOrDefault(), after.FirstOrDefault());
        }, cancellationToken);

    public Task<IReadOnlyList<TouchedDay>> ListTouchedDaysAsync(CancellationToken cancellationToken) =>
        database.AloneAsync<IReadOnlyList<TouchedDay>>(async transaction =>
        {
            await transaction.ExecuteAsync("update writer_state set generation = generation + 1");
            return await transaction.QueryAsync(
                "select m.address, t.day, t.mark from touched_day t join meter m using (meter_id) order by m.address, t.day",
                row => new TouchedDay(new(row.GetInt64(0)), row.Day(1), row.GetInt64(2)));
        }, cancellationToken);

    public Task<Instant?> FirstPermittedAsync(
        MeterAddress meter, Instant from, CancellationToken cancellationToken) => AtAsync(
        "select at from reading join meter using (meter_id) where address = $1 and at >= $2 and permitted order by at limit 1",
        cancellationToken, meter, from);

    public Task<Instant?> LastReadingAsync(MeterAddress meter, CancellationToken cancellationToken) => AtAsync(
        "select at from reading join meter using (meter_id) where address = $1 order by at desc limit 1",
        cancellationToken, meter);

    Task<Instant?> AtAsync(string sql, CancellationToken cancellationToken, params object?[] values) =>
        database.ReadAsync(async transaction =>
            (await transaction.QueryAsync(sql, row => (Instant?)row.Instant(0), values)).FirstOrDefault(), cancellationToken);

    static async Task AdvanceAsync(PgTransaction transaction, LogRange range)
    {
        var moved = await transaction.ExecuteAsync(
            "insert into ingest_offset values ($1, $2, $4) "
            + "on conflict (log, partition) do update set next_offset = $4 where ingest_offset.next_offset = $3",
            range.Partition.Log, range.Partition.Number, range.From, range.To);
        if (moved != 1)
        {
            throw new FencedException(range);
        }
    }

    static Reading Read(NpgsqlDataReader row, MeterAddress meter)
    {
        var energy = new EnergyRegisters { DrawnWh = row.OptionalLong(5), InjectedWh = row.OptionalInt(6) };
        for (var i = 1; i <= EnergyRegisters.SupplierCount; i++)
        {
            energy.SetSupplier(i, row.OptionalInt(6 + i));
        }

        for (var i = 1; i <= EnergyRegisters.DistributorCount; i++)
        {
            energy.SetDistributor(i, row.OptionalInt(16 + i));
        }

        return new()
        {
            Meter = meter,
            ReceivedAt = row.Instant(0),
            Source = (InstantSource)row.GetInt16(1),
            Clock = (ClockQuality)row.GetInt16(2),
            Mode = (TicMode)row.GetInt16(3),
            Prm = row.OptionalLong(4) is { } prm ? new Prm(prm) : null,
            Energy = energy,
            CurrentRegister = (byte)row.GetInt16(21),
            DrawnVa = row.OptionalInt(22),
            InjectedVa = row.OptionalInt(23),
            Amperes = new(row.OptionalShort(24), row.OptionalShort(25), row.OptionalShort(26)),
            Volts = new(row.OptionalShort(27), row.OptionalShort(28), row.OptionalShort(29)),
            Status = row.OptionalLong(30) is { } bits ? new StatusRegister((uint)bits) : null,
            LastPoint = row.OptionalInstant(31) is { } last ? new(last, row.GetInt32(32)) : null,
            PreviousPoint = row.OptionalInstant(33) is { } previous ? new(previous, row.GetInt32(34)) : null,
            At = row.Instant(35),
        };
    }

    sealed class Batch(PgTransaction transaction)
    {
        readonly HashSet<(int MeterId, ParisDay Day)> _touched = [];
        readonly Dictionary<MeterAddress, (int Id, List<(RegistryEntry Entry, List<CollectionPermit> Permits)> Registry)>
            _meters = [];

        long _stored, _duplicate, _conflict, _notKept, _foreignPrm;
        (Instant? From, Instant? To) _span;

        public async Task<StoreResult> StoreAsync(Reading[] batch)
        {
            foreach (var run in batch.OrderBy(r => r.Meter).ThenBy(r => r.At).GroupBy(r => (r.Meter, ParisDay.Of(r.At))))
            {
                await StoreDayAsync([.. run], run.Key.Item2);
            }

            foreach (var (meterId, day) in _touched.OrderBy(one => one))
            {
                await transaction.ExecuteAsync(
                    "insert into touched_day select $1, $2, generation from writer_state "
                    + "on conflict (meter_id, day) do update set mark = excluded.mark", meterId, day);
            }

            return new(_stored, _duplicate, _conflict, _notKept, _foreignPrm);
        }

        async Task StoreDayAsync(Reading[] run, ParisDay day)
        {
            var (id, registry) = await MeterAsync(run[0].Meter);
            Reading? first = null, last = null;
            _span = default;
            foreach (var reading in run)
            {
                var permission = Of(registry, reading, out var since);
                if (permission == Permission.Granted)
                {
                    await InsertAsync(id, MeterCurve.Within(reading, since), true);
                    continue;
                }

                _foreignPrm += permission == Permission.ForeignPrm ? 1 : 0;
                _notKept++;
                first ??= reading;
                last = last is null || last.Value.At < reading.At ? reading : last;
            }

            const string Day = "reading where meter_id = $1 and at >= $2 and at < $3";
            if (first is { } f && last is { } l)
            {
                var (earliest, latest) = (await transaction.QueryAsync(
                    $"select min(at), max(at) from {Day}", row => (row.OptionalInstant(0), row.OptionalInstant(1)),
                    id, day.Start, day.End))[0];
                var before = earliest is null || f.At <= earliest;
                if (before)
                {
                    _notKept--;
                    await InsertAsync(id, MeterCurve.Without(f), false);
                }

                if ((l.At != f.At || !before) && (latest is null || l.At >= latest))
                {
                    _notKept--;
                    await InsertAsync(id, MeterCurve.Without(l), false);
                }
            }

            var removed = await transaction.ExecuteAsync(
                $"delete from {Day} and not permitted and at <> (select min(at) from {Day}) and at <> (select max(at) from {Day})",
                id, day.Start, day.End);
            _stored -= removed;
            _notKept += removed;
            if (_span is ({ } from, { } to))
            {
                const string Reading = "at from reading where meter_id = $1 and at";
                await TouchBetweenAsync(id, await AtAsync($"select {Reading} < $2 order by at desc limit 1", id, from), from);
                await TouchBetweenAsync(id, to, await AtAsync($"select {Reading} > $2 order by at limit 1", id, to));
            }
        }

        static Permission Of(
            List<(RegistryEntry Entry, List<CollectionPermit> Permits)> registry, in Reading reading, out Instant since)
        {
            since = reading.At;
            foreach (var (entry, permits) in registry)
            {
                if (entry.From > reading.At || reading.At >= entry.To)
                {
                    continue;
                }

                if (reading.Prm is { } prm && prm != entry.UsagePoint)
                {
                    return Permission.ForeignPrm;
                }

                if (reading.Prm is null && reading.Mode == TicMode.Standard)
                {
                    return Permission.None;
                }

                foreach (var permit in permits)
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

        async Task<(int Id, List<(RegistryEntry Entry, List<CollectionPermit> Permits)> Registry)> MeterAsync(
            MeterAddress meter)
        {
            if (!_meters.TryGetValue(meter, out var known))
            {
                await transaction.ExecuteAsync(
                    "insert into meter (address) values ($1) on conflict do nothing", meter);
                known = (await transaction.ScalarAsync<int>("select meter_id from meter where address = $1", meter), []);
                foreach (var entry in await transaction.QueryAsync(
                    $"{RegistryRows.Select} where meter = $1 order by from_at", RegistryRows.Read, meter))
                {
                    known.Registry.Add((entry, await ConsentRows.PermitsAsync(transaction, entry.UsagePoint)));
                }

                _meters.Add(meter, known);
            }

            return known;
        }

        async Task InsertAsync(int meterId, Reading reading, bool permitted)
        {
            if (await transaction.ExecuteAsync(Insert, [meterId, reading.At, permitted, .. ValuesOf(reading)]) == 1)
            {
                _stored++;
                _touched.UnionWith([
                    (meterId, ParisDay.Of(reading.At)), (meterId, ParisDay.Of(reading.At - HalfHour.Seconds)),
                    (meterId, ParisDay.Of(reading.At + HalfHour.Seconds))]);
                _span = (
                    _span.From < reading.At ? _span.From : reading.At, _span.To > reading.At ? _span.To : reading.At);
                return;
            }

            var there = (await transaction.QueryAsync(
                $"{Select} where meter_id = $1 and at = $2", row => Read(row, reading.Meter), meterId, reading.At))[0];
            var same = MeterCurve.Without(there) == MeterCurve.Without(reading with { ReceivedAt = there.ReceivedAt })
                && (there.LastPoint is null || reading.LastPoint is null || there.LastPoint == reading.LastPoint)
                && (there.PreviousPoint is null || reading.PreviousPoint is null
                    || there.PreviousPoint == reading.PreviousPoint);
            _duplicate += same ? 1 : 0;
            _conflict += same ? 0 : 1;
        }

        async Task TouchBetweenAsync(int meterId, Instant? before, Instant? after)
        {
            if (before is not { } start || after is not { } end || end - start <= HalfHour.Seconds)
            {
                return;
            }

            _touched.UnionWith([(meterId, ParisDay.Of(start)), (meterId, ParisDay.Of(end))]);
            const string Drawn = "select drawn_wh from reading where meter_id = $1 and at = $2";
            if (await transaction.ScalarAsync<long?>(Drawn, meterId, start)
                == await transaction.ScalarAsync<long?>(Drawn, meterId, end))
            {
                for (var day = ParisDay.Of(start); day < ParisDay.Of(end); day = day.Next)
                {
                    _touched.Add((meterId, day));
                }
            }
        }

        async Task<Instant?> AtAsync(string sql, params object?[] values) =>
            (await transaction.QueryAsync(sql, row => (Instant?)row.Instant(0), values)).FirstOrDefault();

        static IEnumerable<object?> ValuesOf(Reading reading)
        {
            object?[] head =
            [
                reading.ReceivedAt, (short)reading.Source, (short)reading.Clock, (short)reading.Mode, reading.Prm,
                reading.Energy.DrawnWh, reading.Energy.InjectedWh,
            ];
            var energy = reading.Energy;
            return
            [
                .. head,
                .. Enumerable.Range(1, EnergyRegisters.SupplierCount).Select(i => (object?)energy.Supplier(i)),
                .. Enumerable.Range(1, EnergyRegisters.DistributorCount).Select(i => (object?)energy.Distributor(i)),
                (short)reading.CurrentRegister, reading.DrawnVa, reading.InjectedVa,
                reading.Amperes.Phase1, reading.Amperes.Phase2, reading.Amperes.Phase3,
                reading.Volts.Phase1, reading.Volts.Phase2, reading.Volts.Phase3, (long?)reading.Status?.Bits,
                reading.LastPoint?.End, reading.LastPoint?.Watts, reading.PreviousPoint?.End, reading.PreviousPoint?.Watts,
            ];
        }
    }
}
