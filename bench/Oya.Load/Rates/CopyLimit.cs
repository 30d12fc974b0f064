using System.Buffers;
using Npgsql;
using Oya.Storage.Timescale;
using Oya.Teleinfo;

namespace Oya.Load;

/// <summary>
/// The limit of the database: COPY BINARY of rows encoded in advance, into the same table over one connection, 10 000
/// rows a commit, and nothing else in the transaction.
/// </summary>
static class CopyLimit
{
    public static async Task<Rate> MeasureAsync(
        LoadPlan plan, Database database, Server postgres, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var ids = await AddMetersAsync(plan, connection, cancellationToken);
        var encoder = new CopyEncoder();
        var encoded = new ArrayBufferWriter<byte>();
        var buffer = new Reading[LoadPlan.BatchRows];
        var (elapsed, client) = (TimeSpan.Zero, TimeSpan.Zero);
        var before = CpuMeter.Now([], postgres, null);
        long rows = 0;
        foreach (var (_, meters, minutes, batch) in plan.Batches(0, plan.Minutes, buffer))
        {
            Encode(encoder, batch.Span, meters, minutes, ids, encoded);
            var (started, used) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
            await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
            {
                await using (var copy = await connection.BeginRawBinaryCopyAsync(
                    $"copy reading ({ReadingColumns.All}) from stdin (format binary)", cancellationToken))
                {
                    await copy.WriteAsync(encoded.WrittenMemory, cancellationToken);
                }

                await transaction.CommitAsync(cancellationToken);
            }

            elapsed += TimeProvider.System.GetElapsedTime(started);
            client += Environment.CpuUsage.TotalTime - used;
            rows += batch.Length;
        }

        var total = CpuMeter.Now([], postgres, null) - before;
        return new("COPY BINARY alone", rows, elapsed, total with { Client = client });
    }

    static void Encode(
        CopyEncoder encoder, ReadOnlySpan<Reading> batch, int[] meters, int minutes, int[] ids,
        ArrayBufferWriter<byte> to)
    {
        to.ResetWrittenCount();
        encoder.Begin();
        for (var i = 0; i < batch.Length; i++)
        {
            // All rows have a permit, like those of customers who consented long ago.
            encoder.Add(ids[meters[i / minutes]], batch[i], new Instant(0));
            if (i % CopyEncoder.MaxRows == CopyEncoder.MaxRows - 1)
            {
                to.Write(encoder.Take().Span);
            }
        }

        encoder.End();
        to.Write(encoder.Take().Span);
    }

    /// <summary>Assigns meter ids in the order of the batches, so that each batch is sorted.</summary>
    static async Task<int[]> AddMetersAsync(
        LoadPlan plan, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var order = Enumerable.Range(0, LoadPlan.Partitions).SelectMany(plan.GetMeters).ToArray();
        await using var command = new NpgsqlCommand(
            "insert into meter (meter_id, address) select n, a from unnest($1) with ordinality as t (a, n)", connection)
        {
            Parameters = { new() { Value = order.Select(meter => plan.Address(meter).Value).ToArray() } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
        var ids = new int[plan.Meters];
        for (var i = 0; i < order.Length; i++)
        {
            ids[order[i]] = i + 1;
        }

        return ids;
    }
}
