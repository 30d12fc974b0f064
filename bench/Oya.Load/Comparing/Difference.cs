using Npgsql;

namespace Oya.Load;

/// <summary>The differences of a table between two databases.</summary>
/// <param name="Table">The table.</param>
/// <param name="Rows">The number of expected rows.</param>
/// <param name="Lost">Expected rows that are missing.</param>
/// <param name="TooMany">Rows that are not expected.</param>
/// <param name="Other">Rows with different content.</param>
/// <param name="First">The first differing row, for display.</param>
sealed record Difference(string Table, long Rows, long Lost, long TooMany, long Other, string? First)
{
    /// <summary>Reads the table from both databases in the order of its key, and compares them.</summary>
    public static async Task<Difference> FromAsync(
        ComparedTable table, Database expected, Database actual, CancellationToken cancellationToken)
    {
        await using var left = await expected.OpenAsync(cancellationToken);
        await using var right = await actual.OpenAsync(cancellationToken);
        await using var expectedRows = await ReadAsync(left, table, cancellationToken);
        await using var actualRows = await ReadAsync(right, table, cancellationToken);
        long rows = 0, lost = 0, tooMany = 0, other = 0;
        string? first = null;
        var (hasLeft, hasRight) =
            (await expectedRows.ReadAsync(cancellationToken), await actualRows.ReadAsync(cancellationToken));
        while (hasLeft || hasRight)
        {
            var order = !hasLeft ? 1 : !hasRight ? -1
                : string.CompareOrdinal(expectedRows.GetString(0), actualRows.GetString(0));
            var isOther = order == 0 && expectedRows.GetString(1) != actualRows.GetString(1);
            rows += order <= 0 ? 1 : 0;
            lost += order < 0 ? 1 : 0;
            tooMany += order > 0 ? 1 : 0;
            other += isOther ? 1 : 0;
            if (first is null && (order != 0 || isOther))
            {
                first = Describe(order, expectedRows, actualRows);
            }

            hasLeft = order <= 0 ? await expectedRows.ReadAsync(cancellationToken) : hasLeft;
            hasRight = order >= 0 ? await actualRows.ReadAsync(cancellationToken) : hasRight;
        }

        return new(table.Name, rows, lost, tooMany, other, first);
    }

    static async Task<NpgsqlDataReader> ReadAsync(
        NpgsqlConnection connection, ComparedTable table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(await table.QueryAsync(connection, cancellationToken), connection);
        return await command.ExecuteReaderAsync(cancellationToken);
    }

    static string Describe(int order, NpgsqlDataReader expected, NpgsqlDataReader actual) => order switch
    {
        < 0 => $"missing: {expected.GetString(0)}",
        > 0 => $"unexpected: {actual.GetString(0)}",
        _ => $"{expected.GetString(0)}: {expected.GetString(1)} became {actual.GetString(1)}",
    };
}
