using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>
/// Makes the readings of meters conform to registry and permits after a change. It is begun before the change and
/// applied after it. Only readings in the changed time spans are examined.
/// </summary>
sealed class Minimisation
{
    // The same rule that the writer applies to a new reading, applied to a stored one. Only historic mode (1) may
    // lack the usage point.
    const string Permitted =
        "exists (select from registry g join collection_permit p on p.usage_point = g.usage_point "
        + "where g.meter = m.address and g.from_at <= r.at and (g.to_at is null or r.at < g.to_at) "
        + "and (r.prm = g.usage_point or (r.prm is null and r.mode = 1)) "
        + "and p.from_at <= r.at and (p.to_at is null or r.at < p.to_at))";

    // The time spans of meters that a statement concerns, and the readings within them.
    const string Spans =
        "unnest($1::integer[], $2::timestamptz[], $3::timestamptz[]) as s (meter_id, from_at, to_at) "
        + "join meter m using (meter_id)";

    const string Within = "r.meter_id = s.meter_id and r.at >= s.from_at and r.at < coalesce(s.to_at, 'infinity')";

    readonly PgTransaction _transaction;
    readonly IReadOnlyCollection<MeterAddress> _meters;
    readonly IReadOnlyCollection<PermittedSpan> _before;

    Minimisation(
        PgTransaction transaction, IReadOnlyCollection<MeterAddress> meters, IReadOnlyCollection<PermittedSpan> before)
    {
        _transaction = transaction;
        _meters = meters;
        _before = before;
    }

    /// <summary>Records the permitted spans of the given meters before the change.</summary>
    public static async Task<Minimisation> BeginAsync(
        PgTransaction transaction, IReadOnlyCollection<MeterAddress> meters) =>
        new(transaction, meters, await PermittedSpans.ReadAsync(transaction, meters));

    /// <summary>
    /// Removes readings that lost their permit, except the first and the last of each day. The curves of these days
    /// are removed at once. The rebuild of the days restores the half-hours that are still permitted.
    /// </summary>
    public async Task ApplyAsync(DirtyDays marks)
    {
        // A rebuild that is based on the earlier permits finds a changed mark, and does not save its result.
        await marks.AddDirtyAsync(_transaction, _meters);
        var spans = PermittedSpans.GetDifferences(_before, await PermittedSpans.ReadAsync(_transaction, _meters));
        if (spans.Count == 0)
        {
            return;
        }

        object[] differing =
        [
            spans.Select(span => span.MeterId).ToArray(), spans.Select(span => Parameters.Utc(span.From)).ToArray(),
            spans.Select(span => Parameters.Utc(span.To)).ToArray(),
        ];
        var gained = (await _transaction.QueryAsync(
            $"update reading r set permitted = true from {Spans} where {Within} and not r.permitted and {Permitted} "
            + "returning r.meter_id, r.at",
            row => (MeterId: row.GetInt32(0), Day: ParisDay.Containing(row.Instant(1))), differing)).Distinct();
        var lost = await _transaction.QueryAsync(
            "select distinct r.meter_id, (r.at at time zone 'Europe/Paris')::date "
            + $"from {Spans} join reading r on {Within} where r.permitted and not {Permitted}",
            row => (MeterId: row.GetInt32(0), Day: row.Day(1)), differing);
        await RemoveAsync(lost);
        foreach (var (meterId, day) in gained.Concat(lost))
        {
            marks.Add(meterId, day);
            marks.Add(meterId, day.Previous);
        }
    }

    async Task RemoveAsync(List<(int MeterId, ParisDay Day)> days)
    {
        if (days.Count == 0)
        {
            return;
        }

        var meters = days.Select(entry => entry.MeterId).ToArray();
        object[] spans =
        [
            meters, days.Select(entry => Parameters.Utc(entry.Day.Start)).ToArray(),
            days.Select(entry => Parameters.Utc(entry.Day.End)).ToArray(),
        ];
        await _transaction.ExecuteAsync(
            $"update reading r set permitted = false, {StoredColumns.WithoutHalfHours} "
            + $"from {Spans} cross join lateral (select min(at) as first, max(at) as last from reading e "
            + "where e.meter_id = s.meter_id and e.at >= s.from_at and e.at < s.to_at) ends "
            + $"where {Within} and r.at in (ends.first, ends.last) and r.permitted and not {Permitted}", spans);
        await _transaction.ExecuteAsync(
            $"delete from reading r using {Spans} where {Within} and r.permitted and not {Permitted}", spans);
        await _transaction.ExecuteAsync(
            "delete from load_curve c using unnest($1::integer[], $2::date[]) as d (meter_id, day) "
            + "join meter m using (meter_id) join registry g on g.meter = m.address "
            + "where c.usage_point = lpad(g.usage_point::text, 14, '0') and c.day in (d.day, d.day - 1)",
            meters, days.Select(entry => entry.Day.Date).ToArray());
    }
}
