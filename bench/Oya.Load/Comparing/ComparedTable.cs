using Npgsql;

namespace Oya.Load;

/// <summary>A table as rows that two databases can be compared by: a key and all that the row says.</summary>
/// <param name="Name">Its name.</param>
/// <param name="From">It and what it is joined with.</param>
/// <param name="Key">Its key as text, the same in every database.</param>
/// <param name="Except">Columns that say how it came about and not what is so.</param>
sealed record ComparedTable(string Name, string From, string Key, params IReadOnlyList<string> Except)
{
    /// <summary>Readings, by the meter's address: its number is given in the order of arrival.</summary>
    public static ComparedTable Readings { get; } = new(
        "reading", "reading t join meter m using (meter_id)",
        "lpad(m.address::text, 12, '0') || ' ' || to_char(t.at at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS')", "meter_id");

    /// <summary>
    /// Curves. A revision counts how often the content changed: a day that was built in its middle has one more.
    /// </summary>
    public static ComparedTable Curves { get; } = new("load_curve", "load_curve t", OfDay, "revision");

    public static ComparedTable Energies { get; } = new("daily_energy", "daily_energy t", OfDay, "revision");

    public static IReadOnlyList<ComparedTable> All { get; } = [Readings, Energies, Curves];

    const string OfDay = "t.usage_point || ' ' || t.day";

    /// <summary>Two columns of text, in the order of the first one's bytes.</summary>
    public async Task<string> QueryAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var columns = new List<string>();
        await using var command = new NpgsqlCommand(
            $"select column_name from information_schema.columns where table_schema = 'public' and table_name = '{Name}' "
            + "order by ordinal_position", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            columns.Add(reader.GetString(0));
        }

        var said = string.Join(", ", columns.Except(Except).Select(column => $"t.{column}"));
        return $"select ({Key}) collate \"C\" as key, row({said})::text from {From} order by key";
    }
}
