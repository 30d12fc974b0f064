using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>Finds the holder who may act for a usage point.</summary>
static class Holders
{
    /// <summary>The holder of a usage point at an instant. When a holder is named, it must be that one.</summary>
    /// <exception cref="ConsentException">The registry has no holder there, or another one.</exception>
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
