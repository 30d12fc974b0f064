using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>An entry of the registry with the permits of its usage point: all that writing must know of a meter.</summary>
sealed record Occupancy(RegistryEntry Entry, CollectionPermit[] Permits)
{
    /// <summary>What may be done with a reading of the meter whose tenures these are, and since when it may.</summary>
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

            // A standard frame names its usage point, always. One that lost it may be that of another household.
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

/// <summary>What consent says of a reading.</summary>
enum Permission : byte
{
    /// <summary>No permit covers it.</summary>
    None,

    /// <summary>A permit covers it.</summary>
    Granted,

    /// <summary>
    /// The frame names another usage point than the registry: nobody knows whose consent would count, so none does.
    /// </summary>
    ForeignPrm,
}
