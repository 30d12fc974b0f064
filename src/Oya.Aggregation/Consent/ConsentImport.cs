using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>An act of consent that happened elsewhere or earlier, with its proof.</summary>
/// <param name="UsagePoint">The usage point.</param>
/// <param name="Holder">Who acted.</param>
/// <param name="Kind">Which consent.</param>
/// <param name="Act">What happened.</param>
/// <param name="At">When it took effect; not later than now.</param>
/// <param name="Expires">When an activation expires; null: after 36 months.</param>
/// <param name="Reference">Where the proof is.</param>
public sealed record ConsentImport(
    Prm UsagePoint, string Holder, ConsentKind Kind, ConsentAct Act, Instant At, Instant? Expires, string Reference)
{
    /// <summary>The file and line that hold the act, for the error message; null when it comes from no file.</summary>
    public string? Place { get; init; }

    internal void Check(ConsentSnapshot snapshot, Instant now)
    {
        try
        {
            CheckAct(snapshot, now);
        }
        catch (ConsentException e) when (Place is not null)
        {
            throw new ConsentException(e.Problem, $"{Place}: {e.Message}") { Latest = e.Latest, IsOfImport = true };
        }
    }

    void CheckAct(ConsentSnapshot snapshot, Instant now)
    {
        Holders.At(snapshot, Holder, At);
        if (At > now)
        {
            throw new ConsentException(ConsentProblem.NotPast, $"{UsagePoint}: {At.ToParisString()} is in the future");
        }

        if (Reference.Length == 0)
        {
            throw new ConsentException(
                ConsentProblem.NoReference, $"{UsagePoint}: an imported act needs the reference of its proof");
        }

        if (Expires is { } end && (end <= At || end > ConsentPeriods.MonthsAfter(At, ConsentPeriods.LongestMonths)))
        {
            throw new ConsentException(
                ConsentProblem.EndOutOfRange,
                $"{UsagePoint}: {end.ToParisString()} is not within 36 months after {At.ToParisString()}")
            {
                Latest = ConsentPeriods.MonthsAfter(At, ConsentPeriods.LongestMonths),
            };
        }
    }

    internal ConsentEvent ToEvent(Instant now) => new()
    {
        UsagePoint = UsagePoint,
        Holder = Holder,
        Kind = Kind,
        Act = Act,
        At = At,
        Expires = Act == ConsentAct.Activated
            ? Expires ?? ConsentPeriods.MonthsAfter(At, ConsentPeriods.LongestMonths)
            : null,
        RecordedAt = now,
        Channel = "import",
        Reference = Reference,
    };
}
