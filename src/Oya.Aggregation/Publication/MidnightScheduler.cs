using Oya.Teleinfo;
using Quartz;
using Quartz.Extensibility;

namespace Oya.Aggregation;

/// <summary>Fires the publication at each midnight of Paris, and once at the start for the midnights it was not there.</summary>
public sealed class MidnightScheduler(NightlyPublication publication, PublicationReport report, TimeProvider clock)
{
    /// <summary>Every midnight; on the nights of the changes too, which happen at two and three o'clock.</summary>
    public const string Cron = "0 0 0 * * ?";

    /// <summary>Runs until cancelled.</summary>
    /// <param name="started">Called once the next midnight is scheduled.</param>
    /// <param name="cancellationToken">Stops after the batch at hand.</param>
    public async Task RunAsync(Action<DateTimeOffset> started, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(started);
        await using var factory = QuartzSchedulerBuilder
            .Create(quartz => quartz.UseTimeProvider(clock).UseJobFactory(new Factory(publication, report)))
            .Build();
        var scheduler = await factory.GetScheduler(cancellationToken);
        var job = JobBuilder.Create<MidnightJob>().WithIdentity("midnight").Build();
        var trigger = TriggerBuilder.Create(clock)
            .WithIdentity("midnight")
            .WithCronSchedule(Cron, cron => cron
                .InTimeZone(ParisDay.Zone)
                // Late is better than never, once: the job publishes all that was missed.
                .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .Build();
        var next = await scheduler.ScheduleJob(job, trigger, cancellationToken: cancellationToken);
        await scheduler.Start(cancellationToken);
        await scheduler.TriggerJob(job.Key, cancellationToken: cancellationToken);
        started(next);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None);
        }
    }

    sealed class Factory(NightlyPublication publication, PublicationReport report) : IJobFactory
    {
        public ValueTask<JobScope> CreateJob(
            TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken = default) =>
            new(new JobScope(new MidnightJob(publication, report), null));

        public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken = default) => default;
    }
}
