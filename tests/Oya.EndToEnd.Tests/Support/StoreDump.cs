using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Oya.EndToEnd.Tests;

/// <summary>Dumps every row of every table of a store as sorted text.</summary>
static class StoreDump
{
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> From(string path)
    {
        using var connection = Open(path);
        return Rows(connection, "select name from sqlite_master where type = 'table' order by name")
            .ToDictionary(table => table, table => Rows(connection, $"select * from {table}"));
    }

    /// <summary>Fails at the first different row.</summary>
    public static void AssertSame(string expected, string actual, string? exceptTable = null)
    {
        var (first, second) = (From(expected), From(actual));
        Assert.Equal(first.Keys.Order(), second.Keys.Order());
        foreach (var (table, rows) in first.Where(table => table.Key != exceptTable))
        {
            for (var i = 0; i < Math.Min(rows.Count, second[table].Count); i++)
            {
                Assert.True(rows[i] == second[table][i], $"{table}: {rows[i]} became {second[table][i]}");
            }

            Assert.True(rows.Count == second[table].Count, $"{table}: {rows.Count} rows became {second[table].Count}");
        }
    }

    public static IReadOnlyList<string> Query(string path, string sql)
    {
        using var connection = Open(path);
        return Rows(connection, sql);
    }

    static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path, Pooling = false, Mode = SqliteOpenMode.ReadWrite,
        }.ToString());
        connection.Open();
        return connection;
    }

    static IReadOnlyList<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The table names come from the store itself.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        var text = new StringBuilder();
        while (reader.Read())
        {
            text.Clear();
            for (var i = 0; i < reader.FieldCount; i++)
            {
                var value = reader.GetValue(i);
                text.Append(i == 0 ? "" : "|").Append(value switch
                {
                    DBNull => "",
                    byte[] blob => Convert.ToHexString(blob),
                    _ => Convert.ToString(value, CultureInfo.InvariantCulture),
                });
            }

            rows.Add(text.ToString());
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }
}
