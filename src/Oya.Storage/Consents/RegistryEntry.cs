using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>Which holder had which meter at which usage point, and when.</summary>
/// <param name="UsagePoint">The usage point.</param>
/// <param name="Meter">The address of its meter.</param>
/// <param name="Holder">The holder of the contract.</param>
/// <param name="From">First instant.</param>
/// <param name="To">The first instant after the entry; null while it lasts.</param>
/// <param name="Kva">Subscribed power, kVA.</param>
/// <param name="Offer">The name of the supplier's offer.</param>
public sealed record RegistryEntry(
    Prm UsagePoint, MeterAddress Meter, string Holder, Instant From, Instant? To, int Kva, string Offer)
{
    /// <summary>True when the entry is in force at any instant of a span.</summary>
    public bool Overlaps(Instant from, Instant to) => From < to && (To is null || To > from);
}
