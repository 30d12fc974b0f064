using System.Diagnostics.CodeAnalysis;
using Npgsql;
using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>Stores batches of readings, each in one transaction with how far its log is read.</summary>
/// <remarks>
/// The transaction begins with moving the offset on: whoever is not at its place is fenced there, before any work. Then it
/// takes the consent lock shared, and only then looks at the permits. Rows are copied straight into the table; when one of
/// them is there already, the server refuses them all, and the batch is done again through a temporary table.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore that nobody waits on by a handle holds nothing.")]
sealed class ReadingWriter(TimescaleDatabase database)
{
    readonly WriterCache _memory = new();
    readonly CopyEncoder _encoder = new();
    readonly SemaphoreSlim _one = new(1);

    // A partition of which rows were there already: a replay, or a gateway that sends again. It goes the careful way
    // until a batch of it was new.
    readonly HashSet<LogPartition> _careful = [];

    public async Task<StoreResult> StoreAsync(
        ReadOnlyMemory<Reading> batch, LogRange? range, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var partition = range?.Partition ?? default;
            if (!_careful.Contains(partition))
            {
                try
                {
                    return await StoreAsync(batch, range, careful: false, cancellationToken);
                }
                catch (RowsAreThereException)
                {
                    _careful.Add(partition);
                }
            }

            var result = await StoreAsync(batch, range, careful: true, cancellationToken);
            if (result.Duplicate + result.Conflict == 0)
            {
                _careful.Remove(partition);
            }

            return result;
        }
        finally
        {
            _one.Release();
        }
    }

    async Task<StoreResult> StoreAsync(
        ReadOnlyMemory<Reading> batch, LogRange? range, bool careful, CancellationToken cancellationToken)
    {
        bool isKept = false, isAgain = false;
        long version = 0;
        try
        {
            var result = await database.RunAsync(
                async transaction =>
                {
                    if (isAgain)
                    {
                        _memory.Clear();
                    }

                    isAgain = true;
                    (version, var generation) = await WriterGate.EnterAsync(transaction, range);
                    _memory.Begin(range, version - (range is null ? 1 : 0), generation);
                    return await StoreAsync(transaction, batch, generation, careful);
                }, cancellationToken);
            _memory.Kept(range, version);
            isKept = true;
            return result;
        }
        finally
        {
            if (!isKept)
            {
                _memory.Clear();
            }
        }
    }

    async Task<StoreResult> StoreAsync(
        PgTransaction transaction, ReadOnlyMemory<Reading> batch, long generation, bool careful)
    {
        await LoadMetersAsync(transaction, batch);
        var (order, runs) = BatchOrder.Create(batch.Span, _memory);
        var plan = await PlanAsync(transaction, batch, order, runs);
        long duplicate = plan.Duplicate, conflict = plan.Conflict;
        if (careful)
        {
            await StagedRows.MakeAsync(transaction);
            await CopyAsync(transaction, StagedRows.Table, batch, plan);
            var (there, same) = await StagedRows.InsertAsync(transaction, plan.Added.Count);
            duplicate += same;
            conflict += there.Count - same;
            NoteStored(batch.Span, plan, there);
        }
        else if (plan.Added.Count > 0)
        {
            await CopyAsync(transaction, batch, plan);
            NoteStored(batch.Span, plan, []);
        }

        var stored = plan.Added.Count - (duplicate - plan.Duplicate) - (conflict - plan.Conflict);
        await RemoveAsync(transaction, plan.Removed);
        await DirtyDayMarker.MarkAsync(transaction, runs, _memory, generation);
        return new(stored - plan.Removed.Count, duplicate, conflict, plan.NotKept, plan.ForeignPrm);
    }

    async Task LoadMetersAsync(PgTransaction transaction, ReadOnlyMemory<Reading> batch)
    {
        if (Unknown(batch.Span, _memory) is { Count: > 0 } unknown)
        {
            await MeterLoader.LoadAsync(transaction, _memory, unknown);
        }

        static HashSet<MeterAddress> Unknown(ReadOnlySpan<Reading> batch, WriterCache memory)
        {
            var unknown = new HashSet<MeterAddress>();
            MeterAddress before = new(-1);
            foreach (ref readonly var reading in batch)
            {
                if (reading.Meter != before && memory.Find(before = reading.Meter) is null)
                {
                    unknown.Add(before);
                }
            }

            return unknown;
        }
    }

    static async Task<BatchPlan> PlanAsync(
        PgTransaction transaction, ReadOnlyMemory<Reading> batch, int[] order, List<DayRun> runs)
    {
        // A day after a meter's last reading has nothing stored, and the day of its last reading is remembered.
        var asked = runs
            .Where(run => run.Meter.Last is { } last && last.At >= run.Day.Start && run.Meter.LastDay?.Day != run.Day)
            .Select(run => (run.Meter.Id, run.Day))
            .ToList();
        var loaded = asked.Count > 0 ? await MeterLoader.LoadDaysAsync(transaction, asked) : [];
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
            throw new RowsAreThereException();
        }
    }

    /// <summary>Some rows at a time: the server takes them in while the next ones are encoded.</summary>
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

    /// <summary>Which of the rows are new: they move the boundaries around them.</summary>
    static void NoteStored(ReadOnlySpan<Reading> batch, BatchPlan plan, HashSet<int> there)
    {
        for (var i = 0; i < plan.Added.Count; i++)
        {
            if (there.Contains(i))
            {
                continue;
            }

            var row = plan.Added[i];
            ref readonly var reading = ref batch[row.Index];
            var mark = new IndexSample(reading.At, reading.Energy.ImportWh);
            row.Run.From = row.Run.From is { } from && from.At <= mark.At ? from : mark;
            row.Run.To = row.Run.To is { } to && to.At >= mark.At ? to : mark;
        }
    }

    static async Task RemoveAsync(PgTransaction transaction, List<(int MeterId, Instant At)> removed)
    {
        if (removed.Count > 0)
        {
            // The span tells the planner which chunks to look into.
            await transaction.ExecuteAsync(
                "delete from reading r using unnest($1::integer[], $2::timestamptz[]) as q (id, at) "
                + "where r.meter_id = q.id and r.at = q.at and not r.permitted and r.at between $3 and $4",
                removed.Select(one => one.MeterId).ToArray(), removed.Select(one => Parameters.Utc(one.At)).ToArray(),
                removed.Min(one => one.At), removed.Max(one => one.At));
        }
    }

    /// <summary>A row of the batch is in the table already.</summary>
    sealed class RowsAreThereException : Exception;
}
