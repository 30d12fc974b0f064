using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>The result of a publication or of its preview.</summary>
/// <param name="Day">The day.</param>
/// <param name="Folder">The folder of its files; null for a dry run.</param>
/// <param name="Released">Usage points released.</param>
/// <param name="Points">Half-hours released.</param>
/// <param name="Incomplete">Usage points released with only a part of their half-hours.</param>
/// <param name="Withheld">Usage points withheld, by reason.</param>
/// <param name="AlreadyPublished">True when the day had been published before and nothing was done.</param>
public sealed record PublicationResult(
    ParisDay Day, string? Folder, int Released, int Points, int Incomplete, IReadOnlyDictionary<string, int> Withheld,
    bool AlreadyPublished);

/// <summary>
/// Publishes a day. The scheduler calls it at midnight, and an operator can call it from the command line. After an
/// interruption at any step, the next call continues from there. A call for a published day does nothing.
/// </summary>
/// <remarks>
/// An OPEN batch waits until the readings of the consenting customers have passed midnight, 10 minutes at most. SEALED:
/// the items are decided in one transaction with the consents of that moment, and stored. WRITTEN: the folder exists.
/// PUBLISHED: the batch is complete. A withdrawal before that removes the item and sets the batch back to SEALED, and
/// the folder is written again.
/// </remarks>
public sealed class NightlyPublication(Stores stores, PublicationOptions options, TimeProvider clock)
{
    const string Nightly = "nightly";

    readonly BatchFiles _files = new(options);

    /// <summary>
    /// Publishes every closed day that is not published, starting with the first day that has energy.
    /// </summary>
    public async Task<IReadOnlyList<PublicationResult>> PublishClosedDaysAsync(CancellationToken cancellationToken)
    {
        await new CurveRebuild(stores).RunAsync(cancellationToken);
        var results = new List<PublicationResult>();
        if (await stores.Curves.SpanAsync(cancellationToken) is { } span)
        {
            var done = (await stores.Releases.ListAsync(span.First, span.Last.Next, cancellationToken))
                .Where(batch => batch.State == BatchState.Published)
                .Select(batch => batch.Day)
                .ToHashSet();
            for (var day = span.First; day <= span.Last && day.End <= Now; day = day.Next)
            {
                // A day without any reading has nothing to publish. It does not block the days after it.
                if (!done.Contains(day) && await HasEnergyAsync(day, cancellationToken))
                {
                    results.Add(await PublishAsync(day, cancellationToken));
                }
            }
        }

        return results;
    }

    /// <summary>Publishes one day.</summary>
    /// <exception cref="DayNotClosedException">The day is not over.</exception>
    /// <exception cref="NothingToPublishException">No reading of the day is known.</exception>
    public async Task<PublicationResult> PublishAsync(ParisDay day, CancellationToken cancellationToken)
    {
        CheckClosed(day);
        await new CurveRebuild(stores).RunAsync(cancellationToken);
        if (!await HasEnergyAsync(day, cancellationToken))
        {
            // A published batch never changes, so an empty one would exclude the readings that are still to come.
            throw new NothingToPublishException(day);
        }

        var batch = await stores.Releases.OpenAsync(day, Nightly, day.End, cancellationToken);
        if (batch.State == BatchState.Published)
        {
            var items = await stores.Releases.ReadItemsAsync(batch, cancellationToken);
            return Result(batch, items, alreadyPublished: true);
        }

        if (batch.State == BatchState.Open)
        {
            await WaitForReadingsAsync(day, cancellationToken);
            // Readings that arrived during the wait are part of the day.
            await new CurveRebuild(stores).RunAsync(cancellationToken);
            var sealedAt = Now;
            batch = await stores.Releases.SealAsync(
                batch, sealedAt, candidate => ReleaseRule.Decide(candidate, day, sealedAt), cancellationToken);
        }

        return await DeliverAsync(batch, cancellationToken);
    }

    /// <summary>Computes what a publication of the day would release now. Nothing is written.</summary>
    /// <exception cref="DayNotClosedException">The day is not over.</exception>
    public async Task<PublicationResult> PreviewAsync(ParisDay day, CancellationToken cancellationToken)
    {
        CheckClosed(day);
        if (await stores.Releases.FindAsync(day, Nightly, cancellationToken) is { State: BatchState.Published } done)
        {
            return Result(done, await stores.Releases.ReadItemsAsync(done, cancellationToken), alreadyPublished: true);
        }

        var now = Now;
        var items = new List<ReleaseItem>();
        var withheld = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var candidate in await stores.Releases.ListCandidatesAsync(day, cancellationToken))
        {
            var decision = ReleaseRule.Decide(candidate, day, now);
            if (decision.Item is { } item)
            {
                items.Add(item);
            }
            else
            {
                withheld[decision.WithheldReason] = withheld.GetValueOrDefault(decision.WithheldReason) + 1;
            }
        }

        return new(day, null, items.Count, items.Sum(i => i.Released), Incomplete(items, day), withheld, false);
    }

    async Task<bool> HasEnergyAsync(ParisDay day, CancellationToken cancellationToken) =>
        (await stores.Curves.ReadDailyAsync(null, day, day.Next, cancellationToken)).Count > 0;

    Instant Now => Instant.Floor(clock.GetUtcNow());

    void CheckClosed(ParisDay day)
    {
        if (day.End > Now)
        {
            throw new DayNotClosedException(day);
        }
    }

    async Task<PublicationResult> DeliverAsync(ReleaseBatch batch, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Read the items first: a later withdrawal changes their number, and then the batch does not advance.
            var items = await stores.Releases.ReadItemsAsync(batch, cancellationToken);
            batch = (await stores.Releases.FindAsync(batch.Day, batch.Kind, cancellationToken))!;
            if (batch.State == BatchState.Published)
            {
                return Result(batch, items, alreadyPublished: true);
            }

            if (batch.State == BatchState.Written && !Directory.Exists(_files.GetFolder(batch)))
            {
                batch = batch with { State = BatchState.Sealed };
            }

            if (batch.State == BatchState.Sealed)
            {
                var daily = await stores.Curves.ReadDailyAsync(null, batch.Day, batch.Day.Next, cancellationToken);
                _files.Write(batch, items, [.. daily.Where(energy => energy.Owner.UsagePoint is not null)]);
                await stores.Releases.AdvanceAsync(batch, BatchState.Written, Now, items.Count, cancellationToken);
            }
            else if (await stores.Releases.AdvanceAsync(batch, BatchState.Published, Now, items.Count, cancellationToken))
            {
                return Result(batch, items, alreadyPublished: false);
            }
        }
    }

    async Task WaitForReadingsAsync(ParisDay day, CancellationToken cancellationToken)
    {
        while (clock.GetUtcNow() < day.End.ToUtc() + options.Grace)
        {
            if (await AllPassedMidnightAsync(day, cancellationToken))
            {
                return;
            }

            await Task.Delay(options.Poll, clock, cancellationToken);
        }
    }

    async Task<bool> AllPassedMidnightAsync(ParisDay day, CancellationToken cancellationToken)
    {
        foreach (var candidate in await stores.Releases.ListCandidatesAsync(day, cancellationToken))
        {
            var consents = candidate.Consents;
            if (ReleaseRule.MissingConsent(consents, ConsentPeriods.FromSnapshot(consents), day, Now) is not null)
            {
                continue;
            }

            foreach (var entry in consents.Registry.Where(entry => entry.Overlaps(day.End - 1, day.End)))
            {
                var last = await stores.Readings.LastReadingAsync(entry.Meter, cancellationToken);
                if (last is null || last < day.End)
                {
                    return false;
                }
            }
        }

        return true;
    }

    PublicationResult Result(ReleaseBatch batch, IReadOnlyList<ReleaseItem> items, bool alreadyPublished) => new(
        batch.Day, _files.GetFolder(batch), items.Count, items.Sum(item => item.Released), Incomplete(items, batch.Day),
        batch.Withheld, alreadyPublished);

    static int Incomplete(IReadOnlyList<ReleaseItem> items, ParisDay day) =>
        items.Count(item => item.Released < day.HalfHourCount);
}
