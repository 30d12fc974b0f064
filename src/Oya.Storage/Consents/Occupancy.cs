using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>
/// A registry entry with the permits of its usage point: all that storing readings needs to know of a meter.
/// </summary>
sealed record Occupancy(RegistryEntry Entry, CollectionPermit[] Permits)
{
    /// <summary>Whether a reading of the meter with these registry entries is permitted, and since when.</summary>
    public static Permission Check(ReadOnlySpan<Occupancy> occupancies, in Reading reading, out Instant since)
    {
        since = reading.At;
        foreach (var occupancy in occupancies)
        {
            var entry = occupancy.Entry;
            if (entry.From > reading.At || reading.At >= entry.To)
            {
                continue;
            }

            if (reading.Prm is { } prm && prm != entry.UsagePoint)
            {
                return Permission.ForeignPrm;
            }

            // A standard frame always contains its usage point. A frame without it may come from another household.
            if (reading.Prm is null && reading.Mode == TicMode.Standard)
            {
                return Permission.None;
            }

            foreach (var permit in occupancy.Permits)
            {
                if (permit.Covers(reading.At))
                {
                    since = permit.From;
                    return Permission.Granted;
                }
            }
        }

        return Permission.None;
    }
}

/// <summary>Whether consent permits keeping a reading.</summary>
enum Permission : byte
{
    /// <summary>No permit covers it.</summary>
    None,

    /// <summary>A permit covers it.</summary>
    Granted,

    /// <summary>
    /// The frame contains another usage point than the registry. It is not known which consent would apply, so none
    /// does.
    /// </summary>
    ForeignPrm,
}
