using Npgsql;

namespace Oya.Storage.Timescale;

/// <summary>The first statements of a transaction that stores readings, in one round trip.</summary>
static class WriterGate
{
    // The first reader of a partition inserts the row. After that the offset only advances from its current value.
    const string Advance =
        "insert into ingest_offset values ($1, $2, $4) on conflict (log, partition) do update "
        + "set next_offset = excluded.next_offset where ingest_offset.next_offset = $3";

    /// <summary>Advances the offset, takes the consent lock, and reads version and generation.</summary>
    /// <exception cref="FencedException">The store does not end where the range begins.</exception>
    public static async Task<(long Version, long Generation)> EnterAsync(PgTransaction transaction, LogRange? range)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection);
        if (range is { } requested)
        {
            var advance = new NpgsqlBatchCommand(Advance);
            advance.Parameters.Add(Parameters.From(requested.Partition.Log));
            advance.Parameters.Add(Parameters.From(requested.Partition.Number));
            advance.Parameters.Add(Parameters.From(requested.From));
            advance.Parameters.Add(Parameters.From(requested.To));
            batch.BatchCommands.Add(advance);
        }

        // Readings that do not come from a log can belong to any meter, including those of partitions, so no other
        // transaction may write.
        batch.BatchCommands.Add(new(TimescaleDatabase.LockStatement(exclusive: range is null)));
        batch.BatchCommands.Add(new(range is null
            ? "update writer_state set version = version + 1 returning version, generation"
            : "select version, generation from writer_state"));
        await using var reader = await batch.ExecuteReaderAsync(transaction.Cancellation);
        if (range is { } rejected && batch.BatchCommands[0].RecordsAffected != 1)
        {
            throw new FencedException(rejected);
        }

        await reader.NextResultAsync(transaction.Cancellation);
        await reader.ReadAsync(transaction.Cancellation);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
