using Npgsql;
using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>Curves and daily energy in PostgreSQL: one row per day, the half-hours as arrays.</summary>
sealed class TimescaleCurveStore(TimescaleDatabase database) : ICurveStore
{
    public const string SelectCurve =
        "select usage_point, day, revision, quarantine, wh, iv, ec, coverage, absence from load_curve";

    const string SelectDaily =
        "select usage_point, day, meter, wh_drawn, wh_injected, by_register, meter_changed, quarantine, revision "
        + "from daily_energy";

    // Upserts that skip the update when nothing differs: equal content makes no new revision.
    const string UpsertDaily =
        "insert into daily_energy as d values ($1, $2, $3, $4, $5, $6, $7, $8, 0) on conflict (usage_point, day) "
        + "do update set meter = $3, wh_drawn = $4, wh_injected = $5, by_register = $6, meter_changed = $7, "
        + "quarantine = $8, revision = d.revision + 1 where (d.meter, d.wh_drawn, d.wh_injected, d.by_register, "
        + "d.meter_changed, d.quarantine) is distinct from ($3, $4, $5, $6, $7, $8)";

    const string UpsertCurve =
        "insert into load_curve as c values ($1, $2, 0, $3, $4, $5, $6, $7, $8, $9) on conflict (usage_point, day) "
        + "do update set revision = c.revision + 1, quarantine = $3, hash = $4, wh = $5, iv = $6, ec = $7, "
        + "coverage = $8, absence = $9 where c.hash <> $4";

    public Task<int> SaveAsync(
        IReadOnlyList<BuiltDay> days, IReadOnlyList<DirtyDay> rebuilt, CancellationToken cancellationToken) =>
        database.SharedAsync(async transaction =>
        {
            var current = await DirtyDays.LockAsync(transaction, rebuilt);
            var accepted = AcceptedRebuild.From(days, rebuilt, current.Contains);
            var changed = await transaction.ExecuteEachAsync(accepted.Days.SelectMany(Statements));
            await DirtyDays.ClearAsync(transaction, accepted.Marks);
            return changed;
        }, cancellationToken);

    public async Task<IReadOnlyList<LoadCurve>> ReadCurvesAsync(
        CurveOwner owner, ParisDay from, ParisDay to, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            $"{SelectCurve} where usage_point = $1 and day >= $2 and day < $3 order by day", ReadCurve,
            cancellationToken, owner.Key, from, to);

    public async Task<IReadOnlyList<DailyEnergy>> ReadDailyAsync(
        CurveOwner? owner, ParisDay from, ParisDay to, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            $"{SelectDaily} where ($1::text is null or usage_point = $1::text) and day >= $2 and day < $3 "
            + "order by usage_point, day",
            ReadDaily, cancellationToken, owner?.Key, from, to);

    // With order and limit only the first and the last chunk are read.
    public async Task<(ParisDay First, ParisDay Last)?> SpanAsync(CancellationToken cancellationToken) =>
        (await database.QueryAsync(
            "select (select day from daily_energy order by day limit 1), "
            + "(select day from daily_energy order by day desc limit 1)",
            row => row.IsDBNull(0) ? default((ParisDay, ParisDay)?) : (row.Day(0), row.Day(1)), cancellationToken))[0];

    public static LoadCurve ReadCurve(NpgsqlDataReader row) => new(
        CurveOwner.FromKey(row.GetString(0)), row.Day(1), PointArrays.Read(row, 4, curve: true),
        (Quarantine)row.GetInt16(3), row.GetInt32(2));

    static IEnumerable<(string, object?[])> Statements(BuiltDay day)
    {
        var energy = day.Energy;
        object?[] key = [energy.Owner.Key, energy.Day];
        yield return day.IsKnown
            ? (UpsertDaily,
                [
                    .. key, energy.Meter, energy.ImportWh, energy.ExportWh, energy.ByRegisterText, energy.MeterChanged,
                    (short)energy.Quarantine,
                ])
            : ("delete from daily_energy where usage_point = $1 and day = $2", key);
        yield return CurveStatement(energy.Owner, energy.Day, day.IsKnown ? day.Curve : null);
    }

    /// <summary>The statement that saves the curve of a day, or removes the stored one.</summary>
    public static (string Sql, object?[] Values) CurveStatement(CurveOwner owner, ParisDay day, LoadCurve? curve) =>
        curve is null
            ? ("delete from load_curve where usage_point = $1 and day = $2", [owner.Key, day])
            : (UpsertCurve, CurveValues(curve));

    static object?[] CurveValues(LoadCurve curve) =>
    [
        curve.Owner.Key, curve.Day, (short)curve.Quarantine, PointBytes.Hash(curve), PointArrays.Wh(curve.Points),
        PointArrays.Iv(curve.Points), PointArrays.Ec(curve.Points), PointArrays.Coverage(curve.Points),
        PointArrays.Absences(curve.Points),
    ];

    static DailyEnergy ReadDaily(NpgsqlDataReader row) => new(
        CurveOwner.FromKey(row.GetString(0)), new(row.GetInt64(2)), row.Day(1), row.OptionalLong(3),
        row.OptionalLong(4), RegisterEnergy.ParseAll(row.GetString(5)), row.GetBoolean(6),
        (Quarantine)row.GetInt16(7), row.GetInt32(8));
}
