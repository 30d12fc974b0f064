using Oya.Teleinfo;

namespace Oya.Storage.Sqlite;

/// <summary>The stored offset of each partition of a log.</summary>
static class LogOffsets
{
    /// <summary>Advances from the beginning of a range to its end, if the store is at its beginning.</summary>
    /// <exception cref="FencedException">The store is not at the beginning of the range.</exception>
    public static void Advance(SqliteDatabase database, LogRange range)
    {
        var rows = database.Execute(
            "insert into ingest_offset values ($1, $2, $4) "
            + "on conflict do update set next_offset = $4 where next_offset = $3",
            range.Partition.Log, range.Partition.Number, range.From, range.To);
        if (rows != 1)
        {
            throw new FencedException(range);
        }
    }

    public static long? Read(SqliteDatabase database, LogPartition partition) => (long?)database.Scalar(
        "select next_offset from ingest_offset where log = $1 and partition = $2", partition.Log, partition.Number);

    public static void AddHole(SqliteDatabase database, LogRange hole, Instant foundAt) => database.Execute(
        "insert into ingest_hole (log, partition, from_offset, to_offset, found_at) values ($1, $2, $3, $4, $5)",
        hole.Partition.Log, hole.Partition.Number, hole.From, hole.To, foundAt.UnixSeconds);

    public static IReadOnlyList<LogHole> Holes(SqliteDatabase database) => database.Query(
        "select log, partition, from_offset, to_offset, found_at from ingest_hole order by hole_id",
        row => new LogHole(
            new(new(row.GetString(0), row.GetInt32(1)), row.GetInt64(2), row.GetInt64(3)), row.Instant(4)));
}
