using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>The acts of consent of the customers: asked for, activated, withdrawn, imported; and their state.</summary>
public sealed class ConsentLedger(Stores stores, TimeProvider clock)
{
    /// <summary>Notes that a consent was asked for: it is pending until it is activated.</summary>
    /// <exception cref="ConsentException">The usage point or the holder is not in the registry.</exception>
    public Task RequestAsync(Prm usagePoint, ConsentKind kind, string? holder, CancellationToken cancellationToken) =>
        ActAsync(usagePoint, kind, ConsentAct.Requested, holder, null, cancellationToken);

    /// <summary>Puts a consent in force from now on.</summary>
    /// <param name="usagePoint">The usage point.</param>
    /// <param name="kind">Which consent.</param>
    /// <param name="holder">Who gives it; null: whoever holds the usage point now.</param>
    /// <param name="expires">When it ends by itself; null: after 36 months, which is also the most.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <exception cref="ConsentException">It would last too long, or nobody known would give it.</exception>
    public Task ActivateAsync(
        Prm usagePoint, ConsentKind kind, string? holder, Instant? expires, CancellationToken cancellationToken) =>
        ActAsync(usagePoint, kind, ConsentAct.Activated, holder, expires, cancellationToken);

    /// <summary>
    /// Withdraws a consent: release stops at once, and what was kept under it is removed. Without recording nothing can
    /// be collected, so withdrawing <i>enregistrement</i> withdraws <i>collecte</i> with it.
    /// </summary>
    /// <exception cref="ConsentException">There is nothing to withdraw.</exception>
    public Task WithdrawAsync(Prm usagePoint, ConsentKind kind, string? holder, CancellationToken cancellationToken) =>
        ActAsync(usagePoint, kind, ConsentAct.Withdrawn, holder, null, cancellationToken);

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
    /// Brings in acts of the past, each with its proof. Those that the ledger has already are left out, so the same file
    /// again changes nothing.
    /// </summary>
    /// <returns>Entries added.</returns>
    /// <exception cref="ConsentException">One of them cannot be; nothing is added.</exception>
    public async Task<int> ImportAsync(IReadOnlyList<ConsentImport> acts, CancellationToken cancellationToken)
    {
        var now = Now;
        var byUsagePoint = acts.ToLookup(act => act.UsagePoint);
        // Decided anew when the store has to begin again: what counts is the last time.
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
            return change.Done();
        }, cancellationToken);
        return added.Values.Sum();
    }

    Instant Now => Instant.Floor(clock.GetUtcNow());

    async Task ActAsync(
        Prm usagePoint, ConsentKind kind, ConsentAct act, string? holder, Instant? expires,
        CancellationToken cancellationToken)
    {
        var time = clock.GetUtcNow();
        await stores.Consents.ChangeAsync([usagePoint], snapshot =>
        {
            // Allowed from the next whole second on, stopped from this one on; but nothing is stopped before it began,
            // or what was given in this very second, or before the clock was set back, would stay.
            var at = act == ConsentAct.Withdrawn
                ? snapshot.Events.Select(e => e.At).Append(Instant.Floor(time)).Max()
                : Instant.Ceiling(time);
            var who = Holders.At(snapshot, holder, at);
            Check(snapshot, kind, act, who, expires, at);
            var change = new Change(snapshot);
            var first = new ConsentEvent
            {
                UsagePoint = usagePoint,
                Holder = who,
                Kind = kind,
                Act = act,
                At = at,
                Expires = act == ConsentAct.Activated
                    ? expires ?? ConsentPeriods.MonthsAfter(at, ConsentPeriods.LongestMonths)
                    : null,
                RecordedAt = Instant.Floor(time),
                Channel = "cli",
            };
            change.Add(first);
            if (act == ConsentAct.Withdrawn && kind == ConsentKind.Enregistrement
                && IsGivenOrAsked(snapshot, ConsentKind.Collecte, who, at))
            {
                change.Add(first with { Kind = ConsentKind.Collecte });
            }

            return change.Done();
        }, cancellationToken);
    }

    static void Check(
        ConsentSnapshot snapshot, ConsentKind kind, ConsentAct act, string holder, Instant? expires, Instant at)
    {
        if (act == ConsentAct.Withdrawn && !IsGivenOrAsked(snapshot, kind, holder, at))
        {
            throw new ConsentException($"there is no {Name(kind)} of {snapshot.UsagePoint} to withdraw", "see oya consent status");
        }

        if (expires is { } end && (end <= at || end > ConsentPeriods.MonthsAfter(at, ConsentPeriods.LongestMonths)))
        {
            throw new ConsentException(
                $"a consent lasts 36 months at most, and ends after it begins; {end.ToParisString()} is not in that span",
                $"give an end before {ConsentPeriods.MonthsAfter(at, ConsentPeriods.LongestMonths).ToParisString()}");
        }
    }

    /// <summary>Something to withdraw: in force, or asked for.</summary>
    static bool IsGivenOrAsked(ConsentSnapshot snapshot, ConsentKind kind, string holder, Instant at) =>
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
        // Who holds it now is not shown what somebody before him asked for.
        var holder = snapshot.Registry.LastOrDefault(entry => entry.Overlaps(now, now.AddSeconds(1)))?.Holder;
        var last = GetLast(snapshot, kind, null);
        var asked = holder is null ? null : GetLast(snapshot, kind, holder);
        var open = periods.FirstOrDefault(period => period.Kind == kind && period.From <= now.AddSeconds(1)
            && (period.To is null || now < period.To));
        if (open is null)
        {
            return asked is { Act: ConsentAct.Requested }
                ? new(kind, ConsentStatus.Pending, asked.At, null, "requested", asked.Sequence)
                : Off(kind, last, periods.LastOrDefault(period => period.Kind == kind));
        }

        var waits = kind == ConsentKind.Collecte && await FirstReadingAsync(snapshot, periods, open, cancellationToken) is null;
        return new(
            kind, waits ? ConsentStatus.Pending : ConsentStatus.On, open.From, open.To,
            waits ? "waits for the first reading" : "active", last!.Sequence);
    }

    static ConsentState Off(ConsentKind kind, ConsentEvent? last, ConsentPeriod? ended) => new(
        kind, ConsentStatus.Off, ended?.To ?? last?.At, null,
        ended?.Closing switch
        {
            ClosingReason.Withdrawal => "withdrawn",
            ClosingReason.Departure => "holder left",
            ClosingReason.Expiry => "expired",
            _ => last is null ? "never given" : "not in force",
        },
        last?.Sequence ?? 0);

    /// <summary>Collecte is green when the first reading has been kept under it.</summary>
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
            // A meter that went on to another usage point is read there under another's consents.
            if (await stores.Readings.FirstPermittedAsync(entry.Meter, from, cancellationToken) is { } first
                && (entry.To is null || first < entry.To))
            {
                return first;
            }
        }

        return null;
    }

    static string Name(ConsentKind kind) => kind == ConsentKind.Collecte ? "collecte" : "enregistrement";

    /// <summary>Entries on their way into the ledger.</summary>
    sealed class Change(ConsentSnapshot before)
    {
        readonly List<ConsentEvent> _added = [];
        LedgerHead _head = before.Head;

        public int Count => _added.Count;

        /// <summary>Adds an act that may be in the ledger already.</summary>
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

        public ConsentChange Done() => new(
            _added, ConsentPeriods.Permits(before with { Events = [.. before.Events, .. _added] }));
    }
}
