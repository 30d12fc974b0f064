using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>
/// The energy registers (<i>index</i>) of a meter at one instant: Wh since it was installed, 0..999 999 999, then from
/// 0 again (Enedis-NOI-CPT_54E §6.1, §6.2.2). A register that the frame did not carry, or that arrived damaged, is
/// absent. The value never changes: <see cref="WithSupplierWh"/> and its like give another one.
/// </summary>
public readonly struct EnergyRegisters : IEquatable<EnergyRegisters>
{
    /// <summary>Supplier registers, EASF01..EASF10: 10.</summary>
    public const int SupplierCount = 10;

    /// <summary>Distributor registers, EASD01..EASD04: 4.</summary>
    public const int DistributorCount = 4;

    /// <summary>One more than the largest value of a register, Wh: 10⁹.</summary>
    public const long Modulus = 1_000_000_000;

    internal const int ExportSlot = SupplierCount + DistributorCount;

    // Of historic mode: the six registers of Tempo, each at its largest.
    const long MaxImportWh = LabelIndex.MaxRegisters * (Modulus - 1);

    // Values are stored plus one, so that default is "nothing present".
    readonly long _importPlusOne;
    readonly Slots _slots;

    internal EnergyRegisters(long importPlusOne, in Slots slots)
    {
        _importPlusOne = importPlusOne;
        _slots = slots;
    }

    /// <summary>
    /// Active energy drawn, total, Wh, 0..999 999 999: EAST; in historic mode the sum of the registers of the tariff
    /// option, at most six times that of one, present only when all of them are.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to what six registers cannot hold.</exception>
    public long? ImportWh
    {
        get => _importPlusOne == 0 ? null : _importPlusOne - 1;
        init => _importPlusOne = value is { } wh ? InRange(wh, MaxImportWh) + 1 : 0;
    }

    /// <summary>Active energy injected, total, Wh, 0..999 999 999: EAIT, producers only.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to what a register cannot hold.</exception>
    public int? ExportWh
    {
        get => Get(ExportSlot);
        init => _slots[ExportSlot] = ToSlot(value);
    }

    /// <summary>No register is present.</summary>
    public bool IsEmpty => _importPlusOne == 0 && !((ReadOnlySpan<int>)_slots).ContainsAnyExcept(0);

    /// <summary>Active energy drawn in a supplier register, Wh: EASF01..EASF10, or those of historic mode.</summary>
    /// <param name="number">1..10.</param>
    /// <returns>0..999 999 999; null when the register is absent.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such register.</exception>
    public int? GetSupplierWh(int number) => Get(SupplierSlot(number));

    /// <summary>Active energy drawn in a distributor register, Wh: EASD01..EASD04, standard mode.</summary>
    /// <param name="number">1..4.</param>
    /// <returns>0..999 999 999; null when the register is absent.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such register.</exception>
    public int? GetDistributorWh(int number) => Get(DistributorSlot(number));

    /// <summary>The same registers, but for a supplier register.</summary>
    /// <param name="number">1..10.</param>
    /// <param name="wh">0..999 999 999 Wh, or null: absent.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such register, or it cannot hold that.</exception>
    public EnergyRegisters WithSupplierWh(int number, int? wh) => With(SupplierSlot(number), wh);

    /// <summary>The same registers, but for a distributor register.</summary>
    /// <param name="number">1..4.</param>
    /// <param name="wh">0..999 999 999 Wh, or null: absent.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such register, or it cannot hold that.</exception>
    public EnergyRegisters WithDistributorWh(int number, int? wh) => With(DistributorSlot(number), wh);

    /// <inheritdoc/>
    public bool Equals(EnergyRegisters other) =>
        _importPlusOne == other._importPlusOne && ((ReadOnlySpan<int>)_slots).SequenceEqual(other._slots);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EnergyRegisters other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_importPlusOne, _slots[0], _slots[1], _slots[ExportSlot]);

    /// <summary>The same registers with the same values.</summary>
    public static bool operator ==(EnergyRegisters left, EnergyRegisters right) => left.Equals(right);

    /// <summary>Another register, or another value.</summary>
    public static bool operator !=(EnergyRegisters left, EnergyRegisters right) => !left.Equals(right);

    internal static int SupplierSlot(int number) => Slot(number, SupplierCount);

    internal static int DistributorSlot(int number) => SupplierCount + Slot(number, DistributorCount);

    static int Slot(int number, int count)
    {
        // One compare: what is below 1 is above all of them.
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)(number - 1), (uint)count, nameof(number));
        return number - 1;
    }

    int? Get(int slot) => _slots[slot] == 0 ? null : _slots[slot] - 1;

    EnergyRegisters With(int slot, int? wh)
    {
        var slots = _slots;
        slots[slot] = ToSlot(wh);
        return new(_importPlusOne, slots);
    }

    static int ToSlot(int? wh) => wh is { } value ? (int)InRange(value, Modulus - 1) + 1 : 0;

    static long InRange(long wh, long max)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wh);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wh, max);
        return wh;
    }

    [InlineArray(ExportSlot + 1)]
    internal struct Slots
    {
        int _first;
    }
}
