namespace Oya.Load;

/// <summary>Whether a disturbed run came to the same as an undisturbed one, and to the truth.</summary>
static class Verdict
{
    public static async Task AddAsync(
        Report report, Database expected, Database actual, IngestSummary summary, CancellationToken cancellationToken)
    {
        foreach (var table in ComparedTable.All)
        {
            var difference = await Difference.FromAsync(table, expected, actual, cancellationToken);
            report.Write($"{table.Name}: rows of the undisturbed run", $"{difference.Rows:N0}");
            report.None($"{table.Name}: lost", difference.Lost);
            report.None($"{table.Name}: doubled or too many", difference.TooMany);
            report.None($"{table.Name}: other than undisturbed", difference.Other);
            if (difference.First is { } first)
            {
                report.Note($"The first difference of {table.Name}: {first}");
            }
        }

        report.None("days left to be built", await CountAsync(actual, "touched_day", cancellationToken));
        report.None("holes in the log", await CountAsync(actual, "ingest_hole", cancellationToken));
        report.Write("found there already (of ingesters that were not killed)", $"{summary.Duplicate:N0}");
        report.None("conflicts told", summary.Conflict);
        report.None("messages told lost", summary.Lost);
    }

    public static async Task AddTruthAsync(
        Report report, Fleet fleet, Database actual, CancellationToken cancellationToken)
    {
        var truth = await TruthComparison.FromAsync(fleet, actual, cancellationToken);
        report.Write("half-hours of consenting customers, by the simulator", $"{truth.HalfHours:N0}");
        report.None("half-hours not equal to the watt-hour", truth.Wrong);
        report.None("half-hours and readings kept without a consent", truth.Forbidden);
        report.Write("days of meters, by the simulator", $"{truth.Days:N0}");
        report.None("days not equal to the watt-hour", truth.WrongDays);
    }

    static Task<long> CountAsync(Database database, string table, CancellationToken cancellationToken) =>
        database.ScalarAsync<long>($"select count(*) from {table}", cancellationToken);
}
