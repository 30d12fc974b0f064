using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>Who had which meter at which usage point, from when to when.</summary>
/// <param name="UsagePoint">The usage point.</param>
/// <param name="Meter">The address of its meter.</param>
/// <param name="Holder">Who holds the contract.</param>
/// <param name="From">First instant.</param>
/// <param name="To">First instant after; null while it lasts.</param>
/// <param name="Kva">Subscribed power, kVA.</param>
/// <param name="Offer">The offer, as the supplier names it.</param>
public sealed record RegistryEntry(
    Prm UsagePoint, MeterAddress Meter, string Holder, Instant From, Instant? To, int Kva, string Offer)
{
    /// <summary>True when the entry is in force at some instant of a span.</summary>
    public bool Overlaps(Instant from, Instant to) => From < to && (To is null || To > from);
}
