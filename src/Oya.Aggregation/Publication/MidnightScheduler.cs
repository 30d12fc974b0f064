using Oya.Teleinfo;
using Quartz;
using Quartz.Extensibility;

namespace Oya.Aggregation;

/// <summary>
/// Runs the publication at each midnight in Paris, and once at the start for the midnights that it missed.
/// </summary>
public sealed class MidnightScheduler(
    NightlyPublication publication, Retention retention, PublicationReport report, TimeProvider clock)
{
    /// <summary>Every midnight. Clock changes do not affect it: they happen at two and three o'clock.</summary>
    public const string Cron = "0 0 0 * * ?";

    /// <summary>
    /// Runs until cancelled or until a publication fails. A failure ends the run with its error, because a missed
    /// publication must be noticed. The next start publishes the missed days.
    /// </summary>
    /// <param name="started">Called once the next midnight is scheduled.</param>
    /// <param name="cancellationToken">Stops between two steps. The next start continues from there.</param>
    public async Task RunAsync(Action<DateTimeOffset> started, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(started);
        var failed = new TaskCompletionSource();
        await using var factory = QuartzSchedulerBuilder
            .Create(quartz => quartz.UseTimeProvider(clock).UseJobFactory(
                new Factory(() => new(MidnightAsync, failed, cancellationToken))))
            .Build();
        var scheduler = await factory.GetScheduler(cancellationToken);
        var job = JobBuilder.Create<MidnightJob>().WithIdentity("midnight").Build();
        var trigger = TriggerBuilder.Create(clock)
            .WithIdentity("midnight")
            .WithCronSchedule(Cron, cron => cron
                .InTimeZone(ParisDay.Zone)
                // After a missed midnight, run once: the job publishes every missed day.
                .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .Build();
        var next = await scheduler.ScheduleJob(job, trigger, cancellationToken: cancellationToken);
        await scheduler.Start(cancellationToken);
        await scheduler.TriggerJob(job.Key, cancellationToken: cancellationToken);
        started(next);
        try
        {
            await failed.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The caller asked to stop.
        }
        finally
        {
            await scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None);
        }
    }

    async Task MidnightAsync(CancellationToken cancellationToken)
    {
        var published = await publication.PublishClosedDaysAsync(cancellationToken);
        report(published, await retention.RunAsync(cancellationToken));
    }

    sealed class Factory(Func<MidnightJob> create) : IJobFactory
    {
        public ValueTask<JobScope> CreateJob(
            TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken = default) =>
            new(new JobScope(create(), null));

        public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken = default) => default;
    }
}
