using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>
/// The energy registers (<i>index</i>) of a meter at one instant: Wh since it was installed, 0..999 999 999, then from
/// 0 again (Enedis-NOI-CPT_54E §6.1, §6.2.2). A register that the frame did not carry, or that arrived damaged, is
/// absent.
/// </summary>
public struct EnergyRegisters : IEquatable<EnergyRegisters>
{
    /// <summary>Supplier registers, EASF01..EASF10: 10.</summary>
    public const int SupplierCount = 10;

    /// <summary>Distributor registers, EASD01..EASD04: 4.</summary>
    public const int DistributorCount = 4;

    /// <summary>One more than the largest value of a register, Wh: 10⁹.</summary>
    public const long Modulus = 1_000_000_000;

    const int ExportAt = SupplierCount + DistributorCount;

    // Values are stored plus one, so that default is "nothing present".
    long _importPlusOne;
    Slots _slots;

    /// <summary>
    /// Active energy drawn, total, Wh: EAST; in historic mode the sum of the registers of the tariff option, at most
    /// six times that of one, present only when all of them are.
    /// </summary>
    public long? ImportWh
    {
        readonly get => _importPlusOne == 0 ? null : _importPlusOne - 1;
        set => _importPlusOne = value is { } wh ? wh + 1 : 0;
    }

    /// <summary>Active energy injected, total, Wh: EAIT, producers only.</summary>
    public int? ExportWh
    {
        readonly get => Get(ExportAt);
        set => Set(ExportAt, value);
    }

    /// <summary>Which registers are present: bits 0..9 supplier, 10..13 distributor, 14 injected, 15 total drawn.</summary>
    public readonly ushort Present
    {
        get
        {
            var mask = _importPlusOne == 0 ? 0 : 1 << (ExportAt + 1);
            for (var i = 0; i <= ExportAt; i++)
            {
                mask |= _slots[i] == 0 ? 0 : 1 << i;
            }

            return (ushort)mask;
        }
    }

    /// <summary>Active energy drawn in a supplier register, Wh: EASF01..EASF10, or those of historic mode.</summary>
    /// <param name="number">1..10.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such register.</exception>
    public readonly int? Supplier(int number) => Get(Offset(number, SupplierCount));

    /// <summary>Sets a supplier register, Wh.</summary>
    /// <param name="number">1..10.</param>
    /// <param name="wh">0..999 999 999, or null: absent.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such register.</exception>
    public void SetSupplier(int number, int? wh) => Set(Offset(number, SupplierCount), wh);

    /// <summary>Active energy drawn in a distributor register, Wh: EASD01..EASD04, standard mode.</summary>
    /// <param name="number">1..4.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such register.</exception>
    public readonly int? Distributor(int number) => Get(SupplierCount + Offset(number, DistributorCount));

    /// <summary>Sets a distributor register, Wh.</summary>
    /// <param name="number">1..4.</param>
    /// <param name="wh">0..999 999 999, or null: absent.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such register.</exception>
    public void SetDistributor(int number, int? wh) => Set(SupplierCount + Offset(number, DistributorCount), wh);

    /// <inheritdoc/>
    public readonly bool Equals(EnergyRegisters other) =>
        _importPlusOne == other._importPlusOne && ((ReadOnlySpan<int>)_slots).SequenceEqual(other._slots);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is EnergyRegisters other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(_importPlusOne, _slots[0], _slots[1], _slots[ExportAt]);

    /// <summary>The same registers with the same values.</summary>
    public static bool operator ==(EnergyRegisters left, EnergyRegisters right) => left.Equals(right);

    /// <summary>Another register, or another value.</summary>
    public static bool operator !=(EnergyRegisters left, EnergyRegisters right) => !left.Equals(right);

    static int Offset(int number, int count)
    {
        // One compare: what is below 1 is above all of them.
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)(number - 1), (uint)count, nameof(number));
        return number - 1;
    }

    readonly int? Get(int slot) => _slots[slot] == 0 ? null : _slots[slot] - 1;

    void Set(int slot, int? wh) => _slots[slot] = wh is { } value ? value + 1 : 0;

    [InlineArray(ExportAt + 1)]
    struct Slots
    {
        int _first;
    }
}
