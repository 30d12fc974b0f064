namespace Oya.Teleinfo;

/// <summary>
/// The eight relays of a meter, RELAIS: number 1 is the real dry contact, 2 to 8 are virtual (Enedis-NOI-CPT_54E
/// §6.2.2).
/// </summary>
/// <param name="Bits">The register, 0..255; bit 0 is relay 1; 1 is closed.</param>
public readonly record struct RelayStates(byte Bits)
{
    /// <summary>Relays of a meter: 8.</summary>
    internal const int Count = 8;

    /// <summary>Relay 1 is closed; STGE says the same with the opposite bit.</summary>
    public bool IsDryContactClosed => IsClosed(1);

    /// <summary>Whether a relay is closed.</summary>
    /// <param name="number">1..8.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such relay.</exception>
    public bool IsClosed(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Count);
        return (Bits >> (number - 1) & 1) != 0;
    }
}
