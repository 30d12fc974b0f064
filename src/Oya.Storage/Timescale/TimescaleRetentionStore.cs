using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>Removes expired data from the database: whole chunks as files, the rest as rows.</summary>
sealed class TimescaleRetentionStore(TimescaleDatabase database) : IRetentionStore
{
    public Task<long> PurgeAsync(RetainedData what, ParisDay before, Instant at, CancellationToken cancellationToken) =>
        database.ExclusiveAsync(transaction => transaction.ScalarAsync<long>(
            "select purge($1, $2, $3, $4)", PurgeNames.GetName(what), before, at, PurgeNames.Retention),
            cancellationToken);

    public async Task<IReadOnlyList<PurgeProof>> ListAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync(transaction => transaction.QueryAsync(
            "select purged_at, what, before, removed, reason from purge_proof order by proof_id",
            row => new PurgeProof(
                row.Instant(0), PurgeNames.Parse(row.GetString(1)), row.Day(2), row.GetInt64(3), row.GetString(4))),
            cancellationToken);
}
