namespace Oya.Storage.Timescale;

/// <summary>
/// The careful way of storing rows of which some may be there: copied into a temporary table, compared with what is
/// there, and the others inserted. Twice the work of copying them straight, for batches that are rare.
/// </summary>
static class StagedRows
{
    /// <summary>The temporary table.</summary>
    public const string Table = "pg_temp.incoming";

    // Statements name it by the schema of temporary tables of the session, so that no table of the user is ever meant.
    const string Make =
        "create temporary table if not exists incoming (like reading including defaults) on commit delete rows; "
        + "alter table pg_temp.incoming add column if not exists n integer generated always as identity; "
        + "truncate pg_temp.incoming restart identity";

    // Row by row through the key, however large the table is: of a table that is as new as this one the planner knows
    // nothing, and would rather read the other one whole. The offset keeps it from turning the two into one join.
    static readonly string Compare =
        $"select i.n - 1, row({Columns("i")}) is not distinct from row({Columns("r")}){LeftOut} "
        + "from pg_temp.incoming i cross join lateral "
        + "(select * from reading t where t.meter_id = i.meter_id and t.at = i.at offset 0) r";

    static readonly string Insert =
        $"insert into reading ({ReadingColumns.All}) select {ReadingColumns.All} from pg_temp.incoming order by n "
        + "on conflict (meter_id, at) do nothing";

    /// <summary>Makes it, empty.</summary>
    public static Task MakeAsync(PgTransaction transaction) => transaction.ExecuteAsync(Make);

    /// <summary>Inserts those of its rows that are not there.</summary>
    /// <returns>Numbers of the rows that were there, and how many of those said the same.</returns>
    public static async Task<(HashSet<int> There, int Same)> InsertAsync(PgTransaction transaction, int count)
    {
        var compared = await transaction.QueryAsync(
            Compare, row => (Number: row.GetInt32(0), IsSame: row.GetBoolean(1)));
        var there = compared.Select(one => one.Number).ToHashSet();
        if (there.Count < count)
        {
            await transaction.ExecuteAsync(Insert);
        }

        return (there, compared.Count(one => one.IsSame));
    }

    static string Columns(string table) => string.Join(
        ", ", ReadingColumns.Compared.Where(column => !column.IsHalfHour).Select(column => $"{table}.{column.Name}"));

    /// <summary>Half-hour data that one of the two left out says nothing against the other.</summary>
    static string LeftOut => string.Concat(ReadingColumns.Compared.Where(column => column.IsHalfHour)
        .Select(column => column.Name)
        .Select(name => $" and (i.{name} is null or r.{name} is null or i.{name} = r.{name})"));
}
