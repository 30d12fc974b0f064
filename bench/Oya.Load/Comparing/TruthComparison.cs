using Npgsql;
using Oya.Teleinfo;

namespace Oya.Load;

/// <summary>The content of the store compared with what the simulated meters counted.</summary>
/// <param name="HalfHours">Half-hours of customers with both consents.</param>
/// <param name="Wrong">Half-hours that are absent or differ.</param>
/// <param name="Forbidden">Half-hours and readings stored without consent.</param>
/// <param name="Days">Days of all meters.</param>
/// <param name="WrongDays">Days whose import or export energy is absent or differs.</param>
sealed record TruthComparison(long HalfHours, long Wrong, long Forbidden, long Days, long WrongDays)
{
    public bool IsCorrect => Wrong + Forbidden + WrongDays == 0;

    public static async Task<TruthComparison> FromAsync(
        Fleet fleet, Database database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var curves = await CurvesAsync(connection, cancellationToken);
        long halfHours = 0, wrong = 0;
        foreach (var point in fleet.ConsentedTruth())
        {
            halfHours++;
            var day = ParisDay.Containing(point.HalfHour.Start);
            var index = (int)((point.HalfHour.Start.UnixSeconds - day.Start.UnixSeconds) / HalfHour.Seconds);
            wrong += curves.TryGetValue((point.UsagePoint.ToDigits(), day.Date), out var wh) && index < wh.Length
                && wh[index] == point.ImportWh ? 0 : 1;
        }

        var unconsented = fleet.Unconsented().Select(point => point.ToDigits()).ToHashSet(StringComparer.Ordinal);
        var forbidden = curves.Where(curve => unconsented.Contains(curve.Key.Item1))
            .Sum(curve => curve.Value.Count(wh => wh is not null));
        var (days, wrongDays) = await DaysAsync(fleet, connection, cancellationToken);
        var excess = await CountExcessReadingsAsync(connection, cancellationToken);
        return new(halfHours, wrong, forbidden + excess, days, wrongDays);
    }

    static async Task<Dictionary<(string UsagePoint, DateOnly Day), int?[]>> CurvesAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select usage_point, day, wh from load_curve", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var curves = new Dictionary<(string, DateOnly), int?[]>();
        while (await reader.ReadAsync(cancellationToken))
        {
            curves.Add((reader.GetString(0), reader.GetFieldValue<DateOnly>(1)), reader.GetFieldValue<int?[]>(2));
        }

        return curves;
    }

    static async Task<(long Days, long Wrong)> DaysAsync(
        Fleet fleet, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select usage_point, day, wh_drawn, wh_injected from daily_energy", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var stored = new Dictionary<(string, DateOnly), (long Import, long Export)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            stored.Add((reader.GetString(0), reader.GetFieldValue<DateOnly>(1)),
                (reader.IsDBNull(2) ? -1 : reader.GetInt64(2), reader.IsDBNull(3) ? 0 : reader.GetInt64(3)));
        }

        long days = 0, wrong = 0;
        foreach (var (point, day, import, export) in fleet.Days())
        {
            days++;
            wrong += stored.TryGetValue((point.ToDigits(), day.Date), out var energy) && energy == (import, export)
                ? 0
                : 1;
        }

        return (days, wrong);
    }

    // Without a permit the first and the last reading of a day are kept: they bracket its midnights.
    static Task<long> CountExcessReadingsAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Database.ScalarAsync<long>(
            connection,
            "select coalesce(sum(n - 2), 0)::bigint from (select count(*) as n from reading where not permitted "
            + "group by meter_id, (at at time zone 'Europe/Paris')::date) as d where n > 2", cancellationToken);
}
