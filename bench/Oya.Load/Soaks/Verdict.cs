namespace Oya.Load;

/// <summary>Compares a disturbed run with an undisturbed one and with the true values.</summary>
static class Verdict
{
    public static async Task AddAsync(
        Report report, Database expected, Database actual, IngestSummary summary, CancellationToken cancellationToken)
    {
        foreach (var table in ComparedTable.All)
        {
            var difference = await Difference.FromAsync(table, expected, actual, cancellationToken);
            report.Write($"{table.Name}: rows of the undisturbed run", $"{difference.Rows:N0}");
            report.RequireZero($"{table.Name}: lost", difference.Lost);
            report.RequireZero($"{table.Name}: duplicate or unexpected", difference.TooMany);
            report.RequireZero($"{table.Name}: different", difference.Other);
            if (difference.First is { } first)
            {
                report.Note($"The first difference of {table.Name}: {first}");
            }
        }

        report.RequireZero("days still marked dirty", await CountAsync(actual, "touched_day", cancellationToken));
        report.RequireZero("holes in the log", await CountAsync(actual, "ingest_hole", cancellationToken));
        report.Write("duplicates (reported by ingesters that were not killed)", $"{summary.Duplicate:N0}");
        report.RequireZero("reported conflicts", summary.Conflict);
        report.RequireZero("messages reported lost", summary.Lost);
    }

    public static async Task AddTruthAsync(
        Report report, Fleet fleet, Database actual, CancellationToken cancellationToken)
    {
        var truth = await TruthComparison.FromAsync(fleet, actual, cancellationToken);
        report.Write("half-hours of consenting customers, by the simulator", $"{truth.HalfHours:N0}");
        report.RequireZero("half-hours not equal to the watt-hour", truth.Wrong);
        report.RequireZero("half-hours and readings stored without consent", truth.Forbidden);
        report.Write("days of meters, by the simulator", $"{truth.Days:N0}");
        report.RequireZero("days not equal to the watt-hour", truth.WrongDays);
    }

    static Task<long> CountAsync(Database database, string table, CancellationToken cancellationToken) =>
        database.ScalarAsync<long>($"select count(*) from {table}", cancellationToken);
}
