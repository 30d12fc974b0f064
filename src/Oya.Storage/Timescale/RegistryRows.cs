using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>The registry as rows, and the effect of its changes on the days of its meters.</summary>
static class RegistryRows
{
    public static long[] Keys(IEnumerable<Prm> usagePoints) => [.. usagePoints.Select(usagePoint => usagePoint.Value)];

    public static long[] Keys(IEnumerable<MeterAddress> meters) => [.. meters.Select(meter => meter.Value)];

    /// <summary>
    /// Determines the new and changed entries, in order: of entries with the same key the last one applies.
    /// </summary>
    public static async Task<RegistryChange> CompareAsync(
        PgTransaction transaction, IReadOnlyList<RegistryEntry> entries)
    {
        var usagePoints = entries.Select(entry => entry.UsagePoint).Distinct();
        var stored = (await transaction.QueryAsync(
            $"{ConsentRows.SelectRegistry} where usage_point = any($1)", ConsentRows.ReadRegistry, Keys(usagePoints)))
            .ToDictionary(RegistryChange.GetKey);
        var change = new RegistryChange(stored);
        foreach (var entry in entries)
        {
            change.Add(entry);
        }

        return change;
    }

    public static Task WriteAsync(PgTransaction transaction, IReadOnlyCollection<RegistryEntry> entries)
    {
        return transaction.ExecuteAsync(
            "insert into registry select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::timestamptz[], "
            + "$5::timestamptz[], $6::integer[], $7::text[]) on conflict (usage_point, meter, from_at) do update set "
            + "holder = excluded.holder, to_at = excluded.to_at, kva = excluded.kva, offer = excluded.offer",
            Keys(entries.Select(entry => entry.UsagePoint)), Keys(entries.Select(entry => entry.Meter)),
            Column(entry => entry.Holder), Column(entry => Parameters.Utc(entry.From)),
            Column(entry => Parameters.Utc(entry.To)), Column(entry => entry.Kva), Column(entry => entry.Offer));

        T[] Column<T>(Func<RegistryEntry, T> value) => [.. entries.Select(value)];
    }

    /// <summary>The meters that are or were at the given usage points.</summary>
    public static Task<List<MeterAddress>> MetersAsync(PgTransaction transaction, IEnumerable<Prm> usagePoints) =>
        transaction.QueryAsync(
            "select distinct meter from registry where usage_point = any($1)",
            row => new MeterAddress(row.GetInt64(0)), Keys(usagePoints));

    /// <summary>Marks the days within the spans on which the meters have readings.</summary>
    public static async Task MarkDaysDirtyAsync(
        PgTransaction transaction, IReadOnlyCollection<(MeterAddress Meter, Instant From, Instant? To)> spans,
        DirtyDays marks)
    {
        var found = await transaction.QueryAsync(
            "select m.meter_id, found.first, found.last "
            + "from unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[]) as s (address, from_at, to_at) "
            + "join meter m using (address) "
            + "cross join lateral (select min(at) as first, max(at) as last from reading r "
            + "where r.meter_id = m.meter_id and r.at >= s.from_at and r.at < coalesce(s.to_at, 'infinity')) found "
            + "where found.first is not null",
            row => (MeterId: row.GetInt32(0), First: row.Instant(1), Last: row.Instant(2)),
            Keys(spans.Select(span => span.Meter)), spans.Select(span => Parameters.Utc(span.From)).ToArray(),
            spans.Select(span => Parameters.Utc(span.To)).ToArray());
        foreach (var (meterId, first, last) in found)
        {
            for (var day = ParisDay.Containing(first); day <= ParisDay.Containing(last); day = day.Next)
            {
                marks.Add(meterId, day);
            }
        }
    }

    /// <summary>
    /// Removes curves and energies that are stored under the address of a meter but belong to a usage point now, and
    /// those stored under a usage point that had no meter on that day.
    /// </summary>
    public static async Task RemoveUnregisteredAsync(
        PgTransaction transaction, IReadOnlyCollection<Prm> usagePoints, IReadOnlyCollection<MeterAddress> meters)
    {
        // The keys are digits as in CurveOwner.Key. A day begins at its Paris midnight as in ParisDay.
        const string Overlaps = "from_at < (c.day + 1)::timestamp at time zone 'Europe/Paris' "
            + "and (to_at is null or to_at > c.day::timestamp at time zone 'Europe/Paris')";
        foreach (var table in (string[])["daily_energy", "load_curve"])
        {
            await transaction.ExecuteAsync(
                $"delete from {table} c where c.usage_point = any($1) and not exists (select from registry "
                + $"where lpad(registry.usage_point::text, 14, '0') = c.usage_point and {Overlaps})",
                Texts(usagePoints.Select(usagePoint => usagePoint.ToDigits())));
            await transaction.ExecuteAsync(
                $"delete from {table} c where c.usage_point = any($1) and exists (select from registry "
                + $"where lpad(registry.meter::text, 12, '0') = c.usage_point and {Overlaps})",
                Texts(meters.Select(meter => meter.ToDigits())));
        }
    }

    // An array of reference types would be taken for the parameter list itself.
    static object Texts(IEnumerable<string> texts) => texts.ToArray();
}
