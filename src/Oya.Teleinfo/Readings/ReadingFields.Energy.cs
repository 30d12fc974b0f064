namespace Oya.Teleinfo;

static partial class ReadingFields
{
    const long MaxWh = EnergyRegisters.Modulus - 1;

    readonly struct ImportWh : IReadingField
    {
        public string Column => "drawn_wh";

        public int Number => 10;

        public static long Max => EnergyRegisters.Modulus * 6;

        public long? Get(in Reading reading) => Reading.ReadRegisters(in reading).ImportWh;

        public void Set(ref Reading reading, long value) => Reading.Registers(ref reading).ImportWh = value;
    }

    readonly struct ExportWh : IReadingField
    {
        public string Column => "injected_wh";

        public int Number => 11;

        public static long Max => MaxWh;

        public long? Get(in Reading reading) => Reading.ReadRegisters(in reading).ExportWh;

        public void Set(ref Reading reading, long value) =>
            Reading.Registers(ref reading).ExportWh = checked((int)value);
    }

    readonly struct Supplier(int register) : IReadingField
    {
        public string Column => $"f{register}";

        public int Number => 19 + register;

        public static long Max => MaxWh;

        public long? Get(in Reading reading) => Reading.ReadRegisters(in reading).Supplier(register);

        public void Set(ref Reading reading, long value) =>
            Reading.Registers(ref reading).SetSupplier(register, checked((int)value));
    }

    readonly struct Distributor(int register) : IReadingField
    {
        public string Column => $"d{register}";

        public int Number => 29 + register;

        public static long Max => MaxWh;

        public long? Get(in Reading reading) => Reading.ReadRegisters(in reading).Distributor(register);

        public void Set(ref Reading reading, long value) =>
            Reading.Registers(ref reading).SetDistributor(register, checked((int)value));
    }

    readonly struct CurrentRegister : IReadingField
    {
        public string Column => "register";

        public int Number => 8;

        public static long Max => EnergyRegisters.SupplierCount;

        public static bool IsRequired => true;

        public long? Get(in Reading reading) => reading.CurrentRegister;

        public void Set(ref Reading reading, long value) => reading.CurrentRegister = checked((byte)value);
    }
}
