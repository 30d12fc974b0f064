using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>Who may speak for a usage point.</summary>
static class Holders
{
    /// <summary>The holder of a usage point at an instant, which must be the one named when one is named.</summary>
    /// <exception cref="ConsentException">Nobody known, or somebody else.</exception>
    public static string At(ConsentSnapshot snapshot, string? named, Instant at)
    {
        var entry = snapshot.Registry.LastOrDefault(entry => entry.From <= at && (entry.To is null || at < entry.To))
            ?? throw new ConsentException(
                ConsentProblem.NoHolder,
                $"{snapshot.UsagePoint} has no holder in the registry at {at.ToParisString()}");
        return named is null || named == entry.Holder
            ? entry.Holder
            : throw new ConsentException(
                ConsentProblem.AnotherHolder, $"{named} does not hold {snapshot.UsagePoint} at {at.ToParisString()}");
    }
}
