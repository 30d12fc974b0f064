using Npgsql;

namespace Oya.Load;

/// <summary>A table as rows that can be compared between two databases: a key and the content of the row.</summary>
/// <param name="Name">The name of the table.</param>
/// <param name="From">The table with its joins.</param>
/// <param name="Key">The key as text, equal in every database.</param>
/// <param name="Except">Columns that depend on how the content arose.</param>
sealed record ComparedTable(string Name, string From, string Key, params IReadOnlyList<string> Except)
{
    /// <summary>Readings by meter address: the id of a meter depends on the order of arrival.</summary>
    public static ComparedTable Readings { get; } = new(
        "reading", "reading t join meter m using (meter_id)",
        "lpad(m.address::text, 12, '0') || ' ' || to_char(t.at at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS')",
        "meter_id");

    /// <summary>Curves. The revision counts changes: a day that was also built halfway has one more.</summary>
    public static ComparedTable Curves { get; } = new("load_curve", "load_curve t", DayKey, "revision");

    public static ComparedTable Energies { get; } = new("daily_energy", "daily_energy t", DayKey, "revision");

    public static IReadOnlyList<ComparedTable> All { get; } = [Readings, Energies, Curves];

    const string DayKey = "t.usage_point || ' ' || t.day";

    /// <summary>Selects two text columns, ordered by the bytes of the first one.</summary>
    public async Task<string> QueryAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var columns = new List<string>();
        await using var command = new NpgsqlCommand(
            $"select column_name from information_schema.columns where table_schema = 'public' "
            + $"and table_name = '{Name}' order by ordinal_position", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            columns.Add(reader.GetString(0));
        }

        var content = string.Join(", ", columns.Except(Except).Select(column => $"t.{column}"));
        return $"select ({Key}) collate \"C\" as key, row({content})::text from {From} order by key";
    }
}
