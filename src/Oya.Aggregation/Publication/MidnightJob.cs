using Quartz;

namespace Oya.Aggregation;

/// <summary>Midnight in Paris, as the scheduler calls it.</summary>
/// <param name="midnight">What is done: every closed day that is not published yet, then what is too old.</param>
/// <param name="failed">Told when it could not be done: the scheduler itself would only log it.</param>
/// <param name="stopping">The service stops: a batch that waits for readings is not waited for.</param>
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
            // The next start goes on from there.
        }
    }
}
