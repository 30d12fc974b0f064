using Oya.Teleinfo;

namespace Oya.Storage.Sqlite;

/// <summary>Removes expired data from the file, where it is overwritten.</summary>
sealed class SqliteRetentionStore(SqliteDatabase database) : IRetentionStore
{
    public Task<long> PurgeAsync(RetainedData what, ParisDay before, Instant at, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Write<long>(() =>
        {
            var removed = what switch
            {
                RetainedData.Reading => database.Execute("delete from reading where at < $1", before.Start.UnixSeconds),
                RetainedData.ReleaseItem => database.Execute(
                    "delete from release_item where batch_id in (select id from release_batch where day < $1)",
                    before.ToString()),
                _ => database.Execute($"delete from {PurgeNames.GetName(what)} where day < $1", before.ToString()),
            };
            if (removed > 0)
            {
                database.Execute(
                    "insert into purge_proof (purged_at, what, before, removed, reason) values ($1, $2, $3, $4, $5)",
                    at.UnixSeconds, PurgeNames.GetName(what), before.ToString(), (long)removed, PurgeNames.Retention);
            }

            return removed;
        }));
    }

    public Task<IReadOnlyList<PurgeProof>> ListAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<PurgeProof>>(database.Read(() => database.Query(
            "select purged_at, what, before, removed, reason from purge_proof order by proof_id",
            row => new PurgeProof(
                row.Instant(0), PurgeNames.Parse(row.GetString(1)), row.Day(2), row.GetInt64(3), row.GetString(4)))));
    }
}
