using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>
/// The customers' acts of consent (requested, activated, withdrawn, imported) and the state they give.
/// </summary>
public sealed class ConsentLedger(Stores stores, TimeProvider clock)
{
    /// <summary>Records that a consent was requested. It is pending until it is activated.</summary>
    /// <exception cref="ConsentException">The usage point or the holder is not in the registry.</exception>
    public Task RequestAsync(
        Prm usagePoint, ConsentKind kind, string? holder, string channel, CancellationToken cancellationToken) =>
        ActAsync(usagePoint, kind, ConsentAct.Requested, holder, null, channel, cancellationToken);

    /// <summary>Activates a consent from now on.</summary>
    /// <param name="usagePoint">The usage point.</param>
    /// <param name="kind">Which consent.</param>
    /// <param name="holder">The customer who gives it; null: the present holder of the usage point.</param>
    /// <param name="expires">When it expires; null: after 36 months, which is also the maximum.</param>
    /// <param name="channel">How it was given, as the ledger records it.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <exception cref="ConsentException">It would last too long, or the registry has no such holder.</exception>
    public Task ActivateAsync(
        Prm usagePoint, ConsentKind kind, string? holder, Instant? expires, string channel,
        CancellationToken cancellationToken) =>
        ActAsync(usagePoint, kind, ConsentAct.Activated, holder, expires, channel, cancellationToken);

    /// <summary>
    /// Withdraws a consent. Release stops at once, and the data kept under the consent is deleted. Nothing can be
    /// collected without recording, so withdrawing <i>enregistrement</i> also withdraws <i>collecte</i>.
    /// </summary>
    /// <exception cref="ConsentException">There is nothing to withdraw.</exception>
    public Task WithdrawAsync(
        Prm usagePoint, ConsentKind kind, string? holder, string channel, CancellationToken cancellationToken) =>
        ActAsync(usagePoint, kind, ConsentAct.Withdrawn, holder, null, channel, cancellationToken);

    /// <summary>The state of both consents now.</summary>
    public async Task<IReadOnlyList<ConsentState>> StatusAsync(Prm usagePoint, CancellationToken cancellationToken)
    {
        var snapshot = await stores.Consents.ReadAsync(usagePoint, cancellationToken);
        var states = new List<ConsentState>();
        foreach (var kind in Enum.GetValues<ConsentKind>())
        {
            states.Add(await StateAsync(snapshot, kind, cancellationToken));
        }

        return states;
    }

    /// <summary>Every entry of a usage point, in order.</summary>
    public async Task<IReadOnlyList<ConsentEvent>> HistoryAsync(Prm usagePoint, CancellationToken cancellationToken) =>
        (await stores.Consents.ReadAsync(usagePoint, cancellationToken)).Events;

    /// <summary>
    /// Imports past acts, each with its proof. Acts that are already in the ledger are skipped, so importing the same
    /// file twice changes nothing.
    /// </summary>
    /// <returns>Entries added.</returns>
    /// <exception cref="ConsentException">One of the acts is not possible. Nothing is added.</exception>
    public async Task<int> ImportAsync(IReadOnlyList<ConsentImport> acts, CancellationToken cancellationToken)
    {
        var now = Now;
        var byUsagePoint = acts.ToLookup(act => act.UsagePoint);
        // The store may retry the transaction and call back again. The last call counts.
        var added = new Dictionary<Prm, int>();
        await stores.Consents.ChangeAsync([.. byUsagePoint.Select(group => group.Key).Order()], snapshot =>
        {
            var change = new Change(snapshot);
            foreach (var act in byUsagePoint[snapshot.UsagePoint].OrderBy(act => act.At))
            {
                act.Check(snapshot, now);
                change.AddNew(act.ToEvent(now));
            }

            added[snapshot.UsagePoint] = change.Count;
            return change.ToConsentChange();
        }, cancellationToken);
        return added.Values.Sum();
    }

    Instant Now => Instant.Floor(clock.GetUtcNow());

    async Task ActAsync(
        Prm usagePoint, ConsentKind kind, ConsentAct act, string? holder, Instant? expires, string channel,
        CancellationToken cancellationToken)
    {
        var time = clock.GetUtcNow();
        await stores.Consents.ChangeAsync([usagePoint], snapshot =>
        {
            // A consent starts at the next whole second, and a withdrawal takes effect at the current one. A withdrawal
            // is never dated before an event it withdraws. Otherwise a consent given in this same second, or before the
            // clock was set back, would remain active.
            var at = act == ConsentAct.Withdrawn
                ? snapshot.Events.Select(e => e.At).Append(Instant.Floor(time)).Max()
                : Instant.Ceiling(time);
            var actor = Holders.At(snapshot, holder, at);
            Check(snapshot, kind, act, actor, expires, at);
            var change = new Change(snapshot);
            var first = new ConsentEvent
            {
                UsagePoint = usagePoint,
                Holder = actor,
                Kind = kind,
                Act = act,
                At = at,
                Expires = act == ConsentAct.Activated
                    ? expires ?? ConsentPeriods.MonthsAfter(at, ConsentPeriods.LongestMonths)
                    : null,
                RecordedAt = Instant.Floor(time),
                Channel = channel,
            };
            change.Add(first);
            if (act == ConsentAct.Withdrawn && kind == ConsentKind.Enregistrement
                && IsActiveOrRequested(snapshot, ConsentKind.Collecte, actor, at))
            {
                change.Add(first with { Kind = ConsentKind.Collecte });
            }

            return change.ToConsentChange();
        }, cancellationToken);
    }

    static void Check(
        ConsentSnapshot snapshot, ConsentKind kind, ConsentAct act, string holder, Instant? expires, Instant at)
    {
        if (act == ConsentAct.Withdrawn && !IsActiveOrRequested(snapshot, kind, holder, at))
        {
            throw new ConsentException(
                ConsentProblem.NothingToWithdraw, $"{snapshot.UsagePoint} has no consent {Name(kind)} to withdraw");
        }

        if (expires is { } end && (end <= at || end > ConsentPeriods.MonthsAfter(at, ConsentPeriods.LongestMonths)))
        {
            throw new ConsentException(
                ConsentProblem.EndOutOfRange,
                $"{end.ToParisString()} is not a valid end: a consent ends after it begins and lasts 36 months at most")
            {
                Latest = ConsentPeriods.MonthsAfter(at, ConsentPeriods.LongestMonths),
            };
        }
    }

    /// <summary>True when there is a consent to withdraw: an active one or a requested one.</summary>
    static bool IsActiveOrRequested(ConsentSnapshot snapshot, ConsentKind kind, string holder, Instant at) =>
        ConsentPeriods.FromSnapshot(snapshot).Any(period => period.Kind == kind && period.Holder == holder && period.IsOpen(at))
        || GetLast(snapshot, kind, holder) is { Act: ConsentAct.Requested };

    static ConsentEvent? GetLast(ConsentSnapshot snapshot, ConsentKind kind, string? holder) => snapshot.Events
        .Where(e => e.Kind == kind && (holder is null || e.Holder == holder))
        .OrderBy(e => e.At)
        .ThenBy(e => e.Sequence)
        .LastOrDefault();

    async Task<ConsentState> StateAsync(ConsentSnapshot snapshot, ConsentKind kind, CancellationToken cancellationToken)
    {
        var now = Now;
        var periods = ConsentPeriods.FromSnapshot(snapshot);
        // The present holder does not see what an earlier holder requested.
        var holder = snapshot.Registry.LastOrDefault(entry => entry.Overlaps(now, now + 1))?.Holder;
        var last = GetLast(snapshot, kind, null);
        var requested = holder is null ? null : GetLast(snapshot, kind, holder);
        var open = periods.FirstOrDefault(period => period.Kind == kind && period.From <= now + 1
            && (period.To is null || now < period.To));
        if (open is null)
        {
            return requested is { Act: ConsentAct.Requested }
                ? new(kind, ConsentStatus.Pending, requested.At, null, "requested", requested.Sequence)
                : DescribeInactive(kind, last, periods.LastOrDefault(period => period.Kind == kind));
        }

        var isWaiting = kind == ConsentKind.Collecte
            && await FirstReadingAsync(snapshot, periods, open, cancellationToken) is null;
        return new(
            kind, isWaiting ? ConsentStatus.Pending : ConsentStatus.On, open.From, open.To,
            isWaiting ? "waits for the first reading" : "active", last!.Sequence);
    }

    static ConsentState DescribeInactive(ConsentKind kind, ConsentEvent? last, ConsentPeriod? ended) => new(
        kind, ConsentStatus.Off, ended?.To ?? last?.At, null,
        ended?.Closing switch
        {
            ClosingReason.Withdrawal => "withdrawn",
            ClosingReason.Departure => "holder left",
            ClosingReason.Expiry => "expired",
            _ => last is null ? "never given" : "not in force",
        },
        last?.Sequence ?? 0);

    /// <summary>The first reading kept under the consent. <i>Collecte</i> is green once it exists.</summary>
    async Task<Instant?> FirstReadingAsync(
        ConsentSnapshot snapshot, IReadOnlyList<ConsentPeriod> periods, ConsentPeriod open,
        CancellationToken cancellationToken)
    {
        if (!periods.Any(period => period.Kind == ConsentKind.Enregistrement && period.Holder == open.Holder))
        {
            return null;
        }

        foreach (var entry in snapshot.Registry)
        {
            var from = entry.From > open.From ? entry.From : open.From;
            // A meter that moved to another usage point is read there under another customer's consents.
            if (await stores.Readings.FirstPermittedAsync(entry.Meter, from, cancellationToken) is { } first
                && (entry.To is null || first < entry.To))
            {
                return first;
            }
        }

        return null;
    }

    static string Name(ConsentKind kind) => kind == ConsentKind.Collecte ? "collecte" : "enregistrement";

    /// <summary>The entries that one transaction adds to the ledger.</summary>
    sealed class Change(ConsentSnapshot before)
    {
        readonly List<ConsentEvent> _added = [];
        LedgerHead _head = before.Head;

        public int Count => _added.Count;

        /// <summary>Adds an act unless it is already in the ledger.</summary>
        public void AddNew(ConsentEvent act)
        {
            if (!before.Events.Concat(_added).Any(e => e.Holder == act.Holder && e.Kind == act.Kind && e.Act == act.Act
                && e.At == act.At))
            {
                Add(act);
            }
        }

        public void Add(ConsentEvent act)
        {
            var entry = LedgerHash.Seal(act, _head);
            _head = new(entry.Sequence, entry.Hash);
            _added.Add(entry);
        }

        public ConsentChange ToConsentChange() => new(
            _added, ConsentPeriods.Permits(before with { Events = [.. before.Events, .. _added] }));
    }
}
