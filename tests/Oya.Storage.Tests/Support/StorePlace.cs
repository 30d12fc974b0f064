using Microsoft.Data.Sqlite;
using Oya.Teleinfo;

namespace Oya.Storage.Tests;

/// <summary>A location of a store. Opening it twice gives the same store.</summary>
public abstract class StorePlace : IDisposable
{
    public abstract Stores Open();

    /// <summary>
    /// Every stored reading, by meter address and instant, without ids that depend on the order of arrival.
    /// </summary>
    public abstract IReadOnlyList<string> DumpReadings();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}

/// <summary>A file in a folder of its own.</summary>
public sealed class SqlitePlace : StorePlace
{
    readonly string _folder = Directory.CreateTempSubdirectory("oya-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "data", "oya.db");

    public override Stores Open() => Stores.Open(Path);

    public override IReadOnlyList<string> DumpReadings() => Rows(
        $"select m.address, {string.Join(", ", ReadingColumn.All.Select(column => $"r.{column.Name}"))}, r.permitted "
        + "from reading r join meter m using (meter_id) order by m.address, r.at");

    /// <summary>The rows of a query, with comma-separated columns.</summary>
    public IReadOnlyList<string> Rows(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join(',', Enumerable.Range(0, reader.FieldCount)
                .Select(i => Convert.ToString(reader.GetValue(i)))));
        }

        return rows;
    }

    protected override void Dispose(bool disposing) => Directory.Delete(_folder, recursive: true);
}
