using Npgsql;
using Oya.Ingest;
using Oya.Teleinfo;

namespace Oya.Load;

/// <summary>
/// Measures the time from sending a reading until it is visible in the store, behind a valid and behind an invalid
/// message.
/// </summary>
sealed class DelayProbe(Database database, string servers, MinuteReadings readings)
{
    static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(2), Max = TimeSpan.FromSeconds(60);

    /// <summary>Alternates between the two cases, so that other load affects both.</summary>
    public async Task<(List<TimeSpan> Alone, List<TimeSpan> Behind)> RunAsync(
        BadMessages bad, int pairs, int minute, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var log = new KafkaLogWriter(KafkaSettings.Read(
            [$"bootstrap.servers={servers}", "linger.ms=0"], []));
        List<TimeSpan> alone = [], behind = [];
        for (var i = 0; i < 2 * pairs; i++)
        {
            var isBehind = i % 2 == 1;
            var two = new Reading[2];
            readings.Fill(two, i % readings.Meters, minute);
            if (isBehind)
            {
                await bad.PutAsync(two[0]);
            }
            else
            {
                await log.AppendAsync(two.AsMemory(0, 1), cancellationToken);
            }

            var sent = TimeProvider.System.GetTimestamp();
            await log.AppendAsync(two.AsMemory(1), cancellationToken);
            await VisibleAsync(connection, two[1], sent, cancellationToken);
            (isBehind ? behind : alone).Add(TimeProvider.System.GetElapsedTime(sent));
        }

        return (alone, behind);
    }

    static async Task VisibleAsync(
        NpgsqlConnection connection, Reading reading, long sent, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select count(*) from reading where meter_id = (select meter_id from meter where address = $1) and at = $2",
            connection)
        {
            Parameters = { new() { Value = reading.Meter.Value }, new() { Value = reading.At.ToUtc().UtcDateTime } },
        };
        while ((long)(await command.ExecuteScalarAsync(cancellationToken))! == 0)
        {
            if (TimeProvider.System.GetElapsedTime(sent) > Max)
            {
                throw new SoakException($"a reading was not visible after {Max.TotalSeconds:0} s");
            }

            await Task.Delay(PollInterval, cancellationToken);
        }
    }
}
