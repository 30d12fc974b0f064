using Microsoft.Data.Sqlite;
using Oya.Teleinfo;

namespace Oya.Storage.Sqlite;

/// <summary>Curves and daily energy in SQLite: one row per day, the half-hours as blobs.</summary>
sealed class SqliteCurveStore(SqliteDatabase database) : ICurveStore
{
    const string SelectDaily =
        "select usage_point, day, meter, wh_drawn, wh_injected, by_register, meter_changed, quarantine, revision "
        + "from daily_energy";

    public const string SelectCurve =
        "select usage_point, day, revision, quarantine, wh, iv, ec, coverage, absence from load_curve";

    public Task<int> SaveAsync(
        IReadOnlyList<BuiltDay> days, IReadOnlyList<DirtyDay> rebuilt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Write(() =>
        {
            var accepted = AcceptedRebuild.From(days, rebuilt, dirty => DirtyDays.IsCurrent(database, dirty));
            var changed = 0;
            foreach (var day in accepted.Days)
            {
                changed += day.IsKnown ? SaveDaily(day.Energy) : RemoveDaily(day.Energy);
                changed += day is { IsKnown: true, Curve: { } curve } ? SaveCurve(database, curve)
                    : RemoveCurve(database, day.Energy.Owner, day.Energy.Day);
            }

            foreach (var dirty in accepted.Marks)
            {
                DirtyDays.Clear(database, dirty);
            }

            return changed;
        }));
    }

    public Task<IReadOnlyList<LoadCurve>> ReadCurvesAsync(
        CurveOwner owner, ParisDay from, ParisDay to, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<LoadCurve>>(database.Read(() => database.Query(
            $"{SelectCurve} where usage_point = $1 and day >= $2 and day < $3 order by day", ReadCurve,
            owner.Key, from.ToString(), to.ToString())));
    }

    public Task<IReadOnlyList<DailyEnergy>> ReadDailyAsync(
        CurveOwner? owner, ParisDay from, ParisDay to, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<DailyEnergy>>(database.Read(() => database.Query(
            $"{SelectDaily} where ($1 is null or usage_point = $1) and day >= $2 and day < $3 "
            + "order by usage_point, day",
            ReadDaily, owner?.Key, from.ToString(), to.ToString())));
    }

    public Task<(ParisDay First, ParisDay Last)?> SpanAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(() => database.Query(
            "select min(day), max(day) from daily_energy",
            row => row.IsDBNull(0) ? default((ParisDay, ParisDay)?) : (row.Day(0), row.Day(1)))[0]));
    }

    /// <summary>
    /// Removes from the curves of a usage point what no permit covers, whether the readings still exist or not.
    /// </summary>
    public static void Trim(SqliteDatabase database, Prm usagePoint, IReadOnlyList<CollectionPermit> permits)
    {
        foreach (var curve in database.Query($"{SelectCurve} where usage_point = $1", ReadCurve, usagePoint.ToDigits()))
        {
            var trimmed = PermittedCurve.Within(permits, curve);
            if (trimmed is null)
            {
                RemoveCurve(database, curve.Owner, curve.Day);
            }
            else if (trimmed != curve)
            {
                SaveCurve(database, trimmed);
            }
        }
    }

    public static LoadCurve ReadCurve(SqliteDataReader row) => new(
        CurveOwner.FromKey(row.GetString(0)), row.Day(1), PointBlobs.Read(row, 4, curve: true),
        (Quarantine)row.GetInt32(3), row.GetInt32(2));

    // An upsert that skips the update when nothing differs: equal content makes no new revision.
    int SaveDaily(DailyEnergy energy) => database.Execute(
        "insert into daily_energy values ($1, $2, $3, $4, $5, $6, $7, $8, 0) on conflict do update set "
        + "meter = $3, wh_drawn = $4, wh_injected = $5, by_register = $6, meter_changed = $7, quarantine = $8, "
        + "revision = revision + 1 where (meter, wh_drawn, wh_injected, by_register, meter_changed, quarantine) "
        + "is not ($3, $4, $5, $6, $7, $8)",
        energy.Owner.Key, energy.Day.ToString(), energy.Meter.Value, energy.ImportWh, energy.ExportWh,
        energy.ByRegisterText, energy.MeterChanged ? 1L : 0L, (long)energy.Quarantine);

    static int SaveCurve(SqliteDatabase database, LoadCurve curve)
    {
        var points = curve.Points;
        return database.Execute(
            "insert into load_curve values ($1, $2, 0, $3, $4, $5, $6, $7, $8, $9) on conflict do update set "
            + "revision = revision + 1, quarantine = $3, hash = $4, wh = $5, iv = $6, ec = $7, coverage = $8, "
            + "absence = $9 where hash <> $4",
            curve.Owner.Key, curve.Day.ToString(), (long)curve.Quarantine, PointBytes.Hash(curve),
            PointBytes.Wh(points), PointBytes.Iv(points), PointBytes.Ec(points), PointBytes.Coverage(points),
            PointBytes.Absences(points));
    }

    int RemoveDaily(DailyEnergy energy) => database.Execute(
        "delete from daily_energy where usage_point = $1 and day = $2", energy.Owner.Key, energy.Day.ToString());

    static int RemoveCurve(SqliteDatabase database, CurveOwner owner, ParisDay day) => database.Execute(
        "delete from load_curve where usage_point = $1 and day = $2", owner.Key, day.ToString());

    static DailyEnergy ReadDaily(SqliteDataReader row) => new(
        CurveOwner.FromKey(row.GetString(0)), new(row.GetInt64(2)), row.Day(1), row.OptionalLong(3),
        row.OptionalLong(4), RegisterEnergy.ParseAll(row.GetString(5)), row.GetInt64(6) != 0,
        (Quarantine)row.GetInt32(7), row.GetInt32(8));
}
