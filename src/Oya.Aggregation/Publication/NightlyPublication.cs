using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>What a publication did, or would do.</summary>
/// <param name="Day">The day.</param>
/// <param name="Folder">Where its files are; null for a dry run.</param>
/// <param name="Released">Usage points released.</param>
/// <param name="Points">Half-hours released.</param>
/// <param name="Incomplete">Usage points released with a part of their half-hours.</param>
/// <param name="Withheld">Usage points held back, by reason.</param>
/// <param name="AlreadyPublished">The day was published before: nothing was done.</param>
public sealed record PublicationResult(
    ParisDay Day, string? Folder, int Released, int Points, int Incomplete, IReadOnlyDictionary<string, int> Withheld,
    bool AlreadyPublished);

/// <summary>
/// The release of a day, a plain method: the scheduler calls it at midnight, people by hand. Whatever it is stopped at,
/// calling it again goes on from there; when all is done, calling it again does nothing.
/// </summary>
/// <remarks>
/// OPEN waits for the readings of those who consented to pass midnight, 10 minutes at most. SEALED: what goes out is
/// decided in one transaction with the consents of that moment, and kept. WRITTEN: the folder is there. PUBLISHED: done.
/// A withdrawal in between drops the item and takes the batch back to SEALED, and its folder is written anew.
/// </remarks>
public sealed class NightlyPublication(Stores stores, PublicationOptions options, TimeProvider clock)
{
    const string Nightly = "nightly";

    readonly BatchFiles _files = new(options);

    /// <summary>Publishes every closed day, from the first that has energy, that was not published yet.</summary>
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
                // Of a day inside a silence there is nothing to publish; it does not keep back those after it.
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
            // A batch that is published stays as it is: an empty one would shut out the readings that are still to come.
            throw new NothingToPublishException(day);
        }

        var batch = await stores.Releases.OpenAsync(day, Nightly, day.End, cancellationToken);
        if (batch.State == BatchState.Published)
        {
            return Result(batch, await stores.Releases.ReadItemsAsync(batch, cancellationToken), already: true);
        }

        if (batch.State == BatchState.Open)
        {
            await WaitForReadingsAsync(day, cancellationToken);
            // What came while waiting is part of the day.
            await new CurveRebuild(stores).RunAsync(cancellationToken);
            var sealedAt = Now;
            batch = await stores.Releases.SealAsync(
                batch, sealedAt, candidate => ReleaseRule.Decide(candidate, day, sealedAt), cancellationToken);
        }

        return await DeliverAsync(batch, cancellationToken);
    }

    /// <summary>What publishing the day now would release; nothing is written.</summary>
    /// <exception cref="DayNotClosedException">The day is not over.</exception>
    public async Task<PublicationResult> PreviewAsync(ParisDay day, CancellationToken cancellationToken)
    {
        CheckClosed(day);
        if (await stores.Releases.FindAsync(day, Nightly, cancellationToken) is { State: BatchState.Published } done)
        {
            return Result(done, await stores.Releases.ReadItemsAsync(done, cancellationToken), already: true);
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
            // The items first: whatever is withdrawn after this changes their number, and the batch does not move on.
            var items = await stores.Releases.ReadItemsAsync(batch, cancellationToken);
            batch = (await stores.Releases.FindAsync(batch.Day, batch.Kind, cancellationToken))!;
            if (batch.State == BatchState.Published)
            {
                return Result(batch, items, already: true);
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
                return Result(batch, items, already: false);
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

            foreach (var entry in consents.Registry.Where(entry => entry.Overlaps(day.End.AddSeconds(-1), day.End)))
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

    PublicationResult Result(ReleaseBatch batch, IReadOnlyList<ReleaseItem> items, bool already) => new(
        batch.Day, _files.GetFolder(batch), items.Count, items.Sum(item => item.Released), Incomplete(items, batch.Day),
        batch.Withheld, already);

    static int Incomplete(IReadOnlyList<ReleaseItem> items, ParisDay day) =>
        items.Count(item => item.Released < day.HalfHourCount);
}
