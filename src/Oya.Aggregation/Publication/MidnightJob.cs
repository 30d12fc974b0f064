using Quartz;

namespace Oya.Aggregation;

/// <summary>Midnight in Paris: publishes every closed day that is not published yet. All the rest is in the publication.</summary>
[DisallowConcurrentExecution]
sealed class MidnightJob(NightlyPublication publication, PublicationReport report) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        report(await publication.PublishClosedDaysAsync(cancellationToken));
}
