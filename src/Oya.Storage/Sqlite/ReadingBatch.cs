using Oya.Teleinfo;

namespace Oya.Storage.Sqlite;

/// <summary>
/// What storing a batch does, inside its transaction.
/// </summary>
/// <remarks>
/// A reading that a permit covers is inserted. Of the others only the first and the last of each Paris day stay: they
/// bracket its midnights. Which ones those are is known when the day is over, so each batch inserts its own first and
/// last when they lie outside what the day has, and then prunes what came to lie inside. The rows that are left do not
/// depend on the order of arrival, nor on how often it is done.
/// </remarks>
sealed class ReadingBatch(SqliteDatabase database)
{
    readonly PermitCache _permits = new(database);
    readonly HashSet<(long MeterId, ParisDay Day)> _dirty = [];
    readonly RawStatement _insert = database.Prepare(ReadingRow.Insert);
    (Instant? From, Instant? To) _span;
    long _stored, _duplicate, _conflict, _notKept, _foreignPrm;

    public StoreResult Store(ReadOnlySpan<Reading> batch)
    {
        (_stored, _duplicate, _conflict, _notKept, _foreignPrm) = (0, 0, 0, 0, 0);
        _dirty.Clear();
        _permits.Refresh();
        // By meter and instant: the rows of a meter lie together, and each day of it is one run.
        var order = new (MeterAddress Meter, Instant At, int Index)[batch.Length];
        for (var i = 0; i < batch.Length; i++)
        {
            order[i] = (batch[i].Meter, batch[i].At, i);
        }

        Array.Sort(order);
        for (var start = 0; start < order.Length;)
        {
            var day = ParisDay.Containing(order[start].At);
            var dayEnd = day.End;
            var end = start + 1;
            while (end < order.Length && order[end].Meter == order[start].Meter && order[end].At < dayEnd)
            {
                end++;
            }

            StoreDay(batch, order.AsSpan(start, end - start), day);
            start = end;
        }

        foreach (var (meterId, day) in _dirty)
        {
            DirtyDays.MarkDirty(database, meterId, day);
        }

        return new(_stored, _duplicate, _conflict, _notKept, _foreignPrm);
    }

    void StoreDay(
        ReadOnlySpan<Reading> batch, ReadOnlySpan<(MeterAddress Meter, Instant At, int Index)> run, ParisDay day)
    {
        var meterId = MeterId(run[0].Meter);
        int first = -1, last = -1;
        _span = default;
        foreach (var (_, at, index) in run)
        {
            var permission = _permits.Check(batch[index], out var since);
            if (permission == Permission.Granted)
            {
                Insert(meterId, MeterCurve.Within(batch[index], since), permitted: true);
                continue;
            }

            _foreignPrm += permission == Permission.ForeignPrm ? 1 : 0;
            _notKept++;
            first = first < 0 ? index : first;
            // Of two of the same second the first stays, here as in the table.
            last = last < 0 || batch[last].At < at ? index : last;
        }

        if (first >= 0)
        {
            InsertEnds(meterId, batch[first], batch[last], day);
        }

        if (first >= 0 || HasUnpermitted(meterId, day))
        {
            Prune(meterId, day);
        }

        if (_span is ({ } from, { } to))
        {
            MarkDirtyAcrossSilence(meterId, from, to);
        }
    }

    /// <summary>Of readings without a permit, those that are the first or the last of their day so far.</summary>
    void InsertEnds(long meterId, in Reading first, in Reading last, ParisDay day)
    {
        var (earliest, latest) = Extremes(meterId, day);
        var before = earliest is null || first.At <= earliest;
        if (before)
        {
            _notKept--;
            Insert(meterId, MeterCurve.Without(first), permitted: false);
        }

        if ((last.At != first.At || !before) && (latest is null || last.At >= latest))
        {
            _notKept--;
            Insert(meterId, MeterCurve.Without(last), permitted: false);
        }
    }

    void Insert(long meterId, in Reading reading, bool permitted)
    {
        ReadingRow.Bind(_insert, meterId, reading, permitted);
        if (_insert.Run() == 1)
        {
            _stored++;
            MarkDirty(meterId, reading.At);
            _span = (
                _span.From < reading.At ? _span.From : reading.At,
                _span.To > reading.At ? _span.To : reading.At);
            return;
        }

        var meter = reading.Meter;
        var there = database.Query(
            $"{ReadingRow.Select} where meter_id = $1 and at = $2", row => ReadingRow.Read(row, meter),
            meterId, reading.At.UnixSeconds)[0];
        if (MeterCurve.AreEquivalent(there, reading))
        {
            _duplicate++;
        }
        else
        {
            _conflict++;
        }
    }

    void Prune(long meterId, ParisDay day)
    {
        var removed = DirtyDays.Prune(database, meterId, day);
        _stored -= removed;
        _notKept += removed;
    }

    bool HasUnpermitted(long meterId, ParisDay day) => database.Scalar(
        "select 1 from reading where meter_id = $1 and at >= $2 and at < $3 and permitted = 0 limit 1",
        meterId, day.Start.UnixSeconds, day.End.UnixSeconds) is not null;

    (Instant? Earliest, Instant? Latest) Extremes(long meterId, ParisDay day) => database.Query(
        "select min(at), max(at) from reading where meter_id = $1 and at >= $2 and at < $3",
        row => (row.OptionalInstant(0), row.OptionalInstant(1)),
        meterId, day.Start.UnixSeconds, day.End.UnixSeconds)[0];

    /// <summary>
    /// Over a silence of any length the index is known where it did not change (the power was cut), and a fall is seen
    /// by the reading after it: what ends or cuts a silence moves the days on its other side too, and those inside it.
    /// </summary>
    void MarkDirtyAcrossSilence(long meterId, Instant from, Instant to)
    {
        const string Reading = "from reading where meter_id = $1 and at";
        MarkDirtyBetween(meterId, Neighbour($"select max(at) {Reading} < $2", meterId, from), from);
        MarkDirtyBetween(meterId, to, Neighbour($"select min(at) {Reading} > $2", meterId, to));
    }

    void MarkDirtyBetween(long meterId, Instant? before, Instant? after)
    {
        if (before is not { } start || after is not { } end || end - start <= HalfHour.Duration)
        {
            return;
        }

        _dirty.Add((meterId, ParisDay.Containing(start)));
        _dirty.Add((meterId, ParisDay.Containing(end)));
        if (end.UnixSeconds - start.UnixSeconds <= Silence.LongestSeconds
            && ImportAt(meterId, start) == ImportAt(meterId, end))
        {
            for (var day = ParisDay.Containing(start); day < ParisDay.Containing(end); day = day.Next)
            {
                _dirty.Add((meterId, day));
            }
        }
    }

    Instant? Neighbour(string sql, long meterId, Instant at) =>
        database.Scalar(sql, meterId, at.UnixSeconds) is long found ? new Instant(found) : null;

    long? ImportAt(long meterId, Instant at) => (long?)database.Scalar(
        "select drawn_wh from reading where meter_id = $1 and at = $2", meterId, at.UnixSeconds);

    /// <summary>A reading moves the boundaries within 30 minutes of it: those of its own day, and maybe of a neighbour.</summary>
    void MarkDirty(long meterId, Instant at)
    {
        _dirty.Add((meterId, ParisDay.Containing(at)));
        _dirty.Add((meterId, ParisDay.Containing(at - HalfHour.Duration)));
        _dirty.Add((meterId, ParisDay.Containing(at + HalfHour.Duration)));
    }

    long MeterId(MeterAddress meter)
    {
        database.Execute("insert into meter (address) values ($1) on conflict do nothing", meter.Value);
        return (long)database.Scalar("select meter_id from meter where address = $1", meter.Value)!;
    }
}
