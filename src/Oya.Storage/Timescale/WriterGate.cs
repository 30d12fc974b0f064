using Npgsql;

namespace Oya.Storage.Timescale;

/// <summary>How a transaction that stores readings begins, in one round trip.</summary>
static class WriterGate
{
    // Inserted by whoever reads a partition first; after that only moved on from where it stands.
    const string Advance =
        "insert into ingest_offset values ($1, $2, $4) on conflict (log, partition) do update "
        + "set next_offset = excluded.next_offset where ingest_offset.next_offset = $3";

    /// <summary>Moves the offset on, takes the consent lock, and looks at the version and generation.</summary>
    /// <exception cref="FencedException">The store does not end where the range begins.</exception>
    public static async Task<(long Version, long Generation)> EnterAsync(PgTransaction transaction, LogRange? range)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection);
        if (range is { } part)
        {
            var advance = new NpgsqlBatchCommand(Advance);
            advance.Parameters.Add(Parameters.From(part.Partition.Log));
            advance.Parameters.Add(Parameters.From(part.Partition.Number));
            advance.Parameters.Add(Parameters.From(part.From));
            advance.Parameters.Add(Parameters.From(part.To));
            batch.BatchCommands.Add(advance);
        }

        // Readings of no log are of any meter, those of a partition among them: nobody else writes meanwhile.
        batch.BatchCommands.Add(new(TimescaleDatabase.LockStatement(alone: range is null)));
        batch.BatchCommands.Add(new(range is null
            ? "update writer_state set version = version + 1 returning version, generation"
            : "select version, generation from writer_state"));
        await using var reader = await batch.ExecuteReaderAsync(transaction.Cancellation);
        if (range is { } whole && batch.BatchCommands[0].RecordsAffected != 1)
        {
            throw new FencedException(whole);
        }

        await reader.NextResultAsync(transaction.Cancellation);
        await reader.ReadAsync(transaction.Cancellation);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
