using System.Diagnostics.CodeAnalysis;
using Npgsql;
using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>Stores batches of readings, each in one transaction together with the offset of its log.</summary>
/// <remarks>
/// The transaction begins by advancing the offset. A reader with an outdated position is rejected there, before any
/// work. Then the transaction takes the consent lock shared, and only after that reads the permits. Rows are copied
/// directly into the table. When one of them already exists, the server rejects the whole copy, and the batch is
/// stored again through a temporary table.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is not used holds no resource.")]
sealed class ReadingWriter(TimescaleDatabase database)
{
    readonly WriterCache _cache = new();
    readonly CopyEncoder _encoder = new();
    readonly SemaphoreSlim _lock = new(1);

    // Partitions with rows that already existed: a replay, or a gateway that sends again. Their batches go through
    // the temporary table, until a batch has only new rows.
    readonly HashSet<LogPartition> _stagedPartitions = [];

    public async Task<StoreResult> StoreAsync(
        ReadOnlyMemory<Reading> batch, LogRange? range, CancellationToken cancellationToken)
    {
        await _lock.WaitAsync(cancellationToken);
        try
        {
            var partition = range?.Partition ?? default;
            if (!_stagedPartitions.Contains(partition))
            {
                try
                {
                    return await StoreAsync(batch, range, useStaging: false, cancellationToken);
                }
                catch (RowsExistException)
                {
                    _stagedPartitions.Add(partition);
                }
            }

            var result = await StoreAsync(batch, range, useStaging: true, cancellationToken);
            if (result.Duplicate + result.Conflict == 0)
            {
                _stagedPartitions.Remove(partition);
            }

            return result;
        }
        finally
        {
            _lock.Release();
        }
    }

    async Task<StoreResult> StoreAsync(
        ReadOnlyMemory<Reading> batch, LogRange? range, bool useStaging, CancellationToken cancellationToken)
    {
        bool isCommitted = false, isRetry = false;
        long version = 0;
        try
        {
            var result = await database.RunAsync(
                async transaction =>
                {
                    if (isRetry)
                    {
                        _cache.Clear();
                    }

                    isRetry = true;
                    (version, var generation) = await WriterGate.EnterAsync(transaction, range);
                    _cache.Begin(range, version - (range is null ? 1 : 0), generation);
                    return await StoreAsync(transaction, batch, generation, useStaging);
                }, cancellationToken);
            _cache.Committed(range, version);
            isCommitted = true;
            return result;
        }
        finally
        {
            if (!isCommitted)
            {
                _cache.Clear();
            }
        }
    }

    async Task<StoreResult> StoreAsync(
        PgTransaction transaction, ReadOnlyMemory<Reading> batch, long generation, bool useStaging)
    {
        await LoadMetersAsync(transaction, batch);
        var (order, runs) = BatchOrder.Create(batch.Span, _cache);
        var plan = await PlanAsync(transaction, batch, order, runs);
        long duplicate = plan.Duplicate, conflict = plan.Conflict;
        if (useStaging)
        {
            await StagedRows.MakeAsync(transaction);
            await CopyAsync(transaction, StagedRows.Table, batch, plan);
            var (existing, equal) = await StagedRows.InsertAsync(transaction, plan.Added.Count);
            duplicate += equal;
            conflict += existing.Count - equal;
            RecordStored(batch.Span, plan, existing);
        }
        else if (plan.Added.Count > 0)
        {
            await CopyAsync(transaction, batch, plan);
            RecordStored(batch.Span, plan, []);
        }

        var stored = plan.Added.Count - (duplicate - plan.Duplicate) - (conflict - plan.Conflict);
        await RemoveAsync(transaction, plan.Removed);
        await DirtyDayMarker.MarkAsync(transaction, runs, _cache, generation);
        return new(stored - plan.Removed.Count, duplicate, conflict, plan.NotKept, plan.ForeignPrm);
    }

    async Task LoadMetersAsync(PgTransaction transaction, ReadOnlyMemory<Reading> batch)
    {
        if (Unknown(batch.Span, _cache) is { Count: > 0 } unknown)
        {
            await MeterLoader.LoadAsync(transaction, _cache, unknown);
        }

        static HashSet<MeterAddress> Unknown(ReadOnlySpan<Reading> batch, WriterCache cache)
        {
            var unknown = new HashSet<MeterAddress>();
            MeterAddress previous = new(-1);
            foreach (ref readonly var reading in batch)
            {
                if (reading.Meter != previous && cache.Find(previous = reading.Meter) is null)
                {
                    unknown.Add(previous);
                }
            }

            return unknown;
        }
    }

    static async Task<BatchPlan> PlanAsync(
        PgTransaction transaction, ReadOnlyMemory<Reading> batch, int[] order, List<DayRun> runs)
    {
        // A day after the meter's last reading has no rows, and the ends of the day of the last reading are cached.
        var missing = runs
            .Where(run => run.Meter.Last is { } last && last.At >= run.Day.Start && run.Meter.LastDay?.Day != run.Day)
            .Select(run => (run.Meter.Id, run.Day))
            .ToList();
        var loaded = missing.Count > 0 ? await MeterLoader.LoadDaysAsync(transaction, missing) : [];
        var plan = new BatchPlan();
        foreach (var run in runs)
        {
            var meter = run.Meter;
            var ends = meter.LastDay is { } day && day.Day == run.Day ? day.Ends
                : loaded.GetValueOrDefault((meter.Id, run.Day));
            var after = plan.Add(batch.Span, order, run, ends);
            run.LastBefore = meter.Last;
            ref readonly var last = ref batch.Span[order[run.End - 1]];
            if (after.Last == last.At && (meter.Last is null || meter.Last.Value.At < last.At))
            {
                meter.Last = new(last.At, last.Energy.ImportWh);
            }

            if (meter.LastDay is null || meter.LastDay.Value.Day <= run.Day)
            {
                meter.LastDay = (run.Day, after);
            }
        }

        return plan;
    }

    async Task CopyAsync(PgTransaction transaction, ReadOnlyMemory<Reading> batch, BatchPlan plan)
    {
        try
        {
            await CopyAsync(transaction, "reading", batch, plan);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new RowsExistException();
        }
    }

    /// <summary>
    /// Copies a part of the rows at a time, so the server processes them while the next ones are encoded.
    /// </summary>
    async Task CopyAsync(PgTransaction transaction, string table, ReadOnlyMemory<Reading> batch, BatchPlan plan)
    {
        await using var copy = await transaction.Connection.BeginRawBinaryCopyAsync(
            $"copy {table} ({ReadingColumns.All}) from stdin (format binary)", transaction.Cancellation);
        _encoder.Begin();
        for (var from = 0; from < plan.Added.Count; from += CopyEncoder.MaxRows)
        {
            Encode(batch.Span, plan, from);
            await copy.WriteAsync(_encoder.Take(), transaction.Cancellation);
        }

        _encoder.End();
        await copy.WriteAsync(_encoder.Take(), transaction.Cancellation);
    }

    void Encode(ReadOnlySpan<Reading> batch, BatchPlan plan, int from)
    {
        for (var i = from; i < Math.Min(from + CopyEncoder.MaxRows, plan.Added.Count); i++)
        {
            var row = plan.Added[i];
            _encoder.Add(row.Run.Meter.Id, batch[row.Index], row.Since);
        }
    }

    /// <summary>Records the new rows in their runs: they change the boundary values around them.</summary>
    static void RecordStored(ReadOnlySpan<Reading> batch, BatchPlan plan, HashSet<int> existing)
    {
        for (var i = 0; i < plan.Added.Count; i++)
        {
            if (existing.Contains(i))
            {
                continue;
            }

            var row = plan.Added[i];
            ref readonly var reading = ref batch[row.Index];
            var sample = new IndexSample(reading.At, reading.Energy.ImportWh);
            row.Run.From = row.Run.From is { } from && from.At <= sample.At ? from : sample;
            row.Run.To = row.Run.To is { } to && to.At >= sample.At ? to : sample;
        }
    }

    static async Task RemoveAsync(PgTransaction transaction, List<(int MeterId, Instant At)> removed)
    {
        if (removed.Count > 0)
        {
            // The bounds on the instant tell the planner which chunks are concerned.
            await transaction.ExecuteAsync(
                "delete from reading r using unnest($1::integer[], $2::timestamptz[]) as q (id, at) "
                + "where r.meter_id = q.id and r.at = q.at and not r.permitted and r.at between $3 and $4",
                removed.Select(row => row.MeterId).ToArray(), removed.Select(row => Parameters.Utc(row.At)).ToArray(),
                removed.Min(row => row.At), removed.Max(row => row.At));
        }
    }

    /// <summary>A row of the batch is already in the table.</summary>
    sealed class RowsExistException : Exception;
}
