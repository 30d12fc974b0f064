using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>
/// The energy registers (<i>index</i>) of a meter at one instant, in Wh since it was installed; each wraps after
/// 999 999 999. A register that the frame did not carry, or that arrived damaged, is absent.
/// </summary>
public struct EnergyRegisters : IEquatable<EnergyRegisters>
{
    /// <summary>Supplier registers: EASF01..EASF10.</summary>
    public const int SupplierCount = 10;

    /// <summary>Distributor registers: EASD01..EASD04.</summary>
    public const int DistributorCount = 4;

    /// <summary>One more than the largest value of a register.</summary>
    public const long Modulus = 1_000_000_000;

    const int InjectedAt = SupplierCount + DistributorCount;

    // Values are stored plus one, so that default is "nothing present".
    long _drawnPlusOne;
    Slots _slots;

    /// <summary>
    /// Active energy drawn, total: EAST; in historic mode the sum of the registers of the tariff option, present only
    /// when all of them are.
    /// </summary>
    public long? DrawnWh
    {
        readonly get => _drawnPlusOne == 0 ? null : _drawnPlusOne - 1;
        set => _drawnPlusOne = value is { } wh ? wh + 1 : 0;
    }

    /// <summary>Active energy injected, total: EAIT, producers only.</summary>
    public int? InjectedWh
    {
        readonly get => Get(InjectedAt);
        set => Set(InjectedAt, value);
    }

    /// <summary>Which registers are present: bits 0..9 supplier, 10..13 distributor, 14 injected, 15 total drawn.</summary>
    public readonly ushort Present
    {
        get
        {
            var mask = _drawnPlusOne == 0 ? 0 : 1 << (InjectedAt + 1);
            for (var i = 0; i <= InjectedAt; i++)
            {
                mask |= _slots[i] == 0 ? 0 : 1 << i;
            }

            return (ushort)mask;
        }
    }

    /// <summary>Active energy drawn in supplier register 1..10.</summary>
    public readonly int? Supplier(int number) => Get(number - 1);

    /// <summary>Sets supplier register 1..10.</summary>
    public void SetSupplier(int number, int? wh) => Set(number - 1, wh);

    /// <summary>Active energy drawn in distributor register 1..4.</summary>
    public readonly int? Distributor(int number) => Get(SupplierCount + number - 1);

    /// <summary>Sets distributor register 1..4.</summary>
    public void SetDistributor(int number, int? wh) => Set(SupplierCount + number - 1, wh);

    /// <inheritdoc/>
    public readonly bool Equals(EnergyRegisters other) =>
        _drawnPlusOne == other._drawnPlusOne && ((ReadOnlySpan<int>)_slots).SequenceEqual(other._slots);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is EnergyRegisters other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(_drawnPlusOne, _slots[0], _slots[1], _slots[InjectedAt]);

    /// <summary>The same registers with the same values.</summary>
    public static bool operator ==(EnergyRegisters left, EnergyRegisters right) => left.Equals(right);

    /// <summary>Another register, or another value.</summary>
    public static bool operator !=(EnergyRegisters left, EnergyRegisters right) => !left.Equals(right);

    readonly int? Get(int slot) => _slots[slot] == 0 ? null : _slots[slot] - 1;

    void Set(int slot, int? wh) => _slots[slot] = wh is { } value ? value + 1 : 0;

    [InlineArray(InjectedAt + 1)]
    struct Slots
    {
        int _first;
    }
}
