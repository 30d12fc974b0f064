namespace Oya.Teleinfo;

/// <summary>
/// Registers that are filled one after the other, where readings are made by the million: nothing is copied before
/// <see cref="Build"/>, and the values are taken as they are, because they were checked when they were read.
/// </summary>
struct EnergyRegistersBuilder
{
    long _importPlusOne;
    EnergyRegisters.Slots _slots;

    public long? ImportWh
    {
        readonly get => _importPlusOne == 0 ? null : _importPlusOne - 1;
        set => _importPlusOne = value is { } wh ? wh + 1 : 0;
    }

    public int? ExportWh
    {
        set => Set(EnergyRegisters.ExportSlot, value);
    }

    public void SetSupplier(int number, int? wh) => Set(EnergyRegisters.SupplierSlot(number), wh);

    public void SetDistributor(int number, int? wh) => Set(EnergyRegisters.DistributorSlot(number), wh);

    public readonly EnergyRegisters Build() => new(_importPlusOne, _slots);

    void Set(int slot, int? wh) => _slots[slot] = wh is { } value ? value + 1 : 0;
}
