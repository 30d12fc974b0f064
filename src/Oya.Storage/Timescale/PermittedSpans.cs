using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>
/// A span in which readings of a meter may be kept, and the usage point: registry and permits combined.
/// </summary>
readonly record struct PermittedSpan(int MeterId, Prm UsagePoint, Instant From, Instant? To);

/// <summary>The permitted spans of meters, before and after a change.</summary>
static class PermittedSpans
{
    /// <summary>Reads the spans of the meters that have readings or had them.</summary>
    public static Task<List<PermittedSpan>> ReadAsync(PgTransaction transaction, IEnumerable<MeterAddress> meters) =>
        transaction.QueryAsync(
            "select m.meter_id, r.usage_point, greatest(r.from_at, p.from_at), least(r.to_at, p.to_at) "
            + "from meter m join registry r on r.meter = m.address join collection_permit p using (usage_point) "
            + "where m.address = any($1) "
            + "and greatest(r.from_at, p.from_at) < coalesce(least(r.to_at, p.to_at), 'infinity')",
            row => new PermittedSpan(row.GetInt32(0), new(row.GetInt64(1)), row.Instant(2), row.OptionalInstant(3)),
            RegistryRows.Keys(meters));

    /// <summary>For each changed meter, the smallest span that contains all changes.</summary>
    public static IReadOnlyList<(int MeterId, Instant From, Instant? To)> GetDifferences(
        IReadOnlyCollection<PermittedSpan> before, IReadOnlyCollection<PermittedSpan> after) =>
    [
        .. before.Except(after).Concat(after.Except(before)).GroupBy(span => span.MeterId).Select(group => (
            group.Key, group.Min(span => span.From),
            group.Any(span => span.To is null) ? null : group.Max(span => span.To))),
    ];
}
