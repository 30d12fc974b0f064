using Quartz;

namespace Oya.Aggregation;

/// <summary>The job that the scheduler runs at midnight in Paris.</summary>
/// <param name="midnight">The work: publishes every closed day that is not published, then deletes old data.</param>
/// <param name="failed">Receives the exception of a failed run. The scheduler itself would only log it.</param>
/// <param name="stopping">Cancelled when the service stops. A batch that waits for readings then stops waiting.</param>
[DisallowConcurrentExecution]
sealed class MidnightJob(Func<CancellationToken, Task> midnight, TaskCompletionSource failed, CancellationToken stopping)
    : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await midnight(stopping);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            failed.TrySetException(e);
        }
        catch (OperationCanceledException)
        {
            // The next start continues from here.
        }
    }
}
