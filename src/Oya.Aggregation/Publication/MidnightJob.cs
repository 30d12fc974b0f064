using Quartz;

namespace Oya.Aggregation;

/// <summary>Midnight in Paris: publishes every closed day that is not published yet. All the rest is in the publication.</summary>
/// <param name="publication">What is done.</param>
/// <param name="report">Told of it.</param>
/// <param name="failed">Told when it could not be done: the scheduler itself would only log it.</param>
/// <param name="stopping">The service stops: a batch that waits for readings is not waited for.</param>
[DisallowConcurrentExecution]
sealed class MidnightJob(
    NightlyPublication publication, PublicationReport report, TaskCompletionSource failed, CancellationToken stopping) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            report(await publication.PublishClosedDaysAsync(stopping));
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            failed.TrySetException(e);
        }
        catch (OperationCanceledException)
        {
            // The next start goes on from there.
        }
    }
}
