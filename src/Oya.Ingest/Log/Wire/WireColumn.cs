using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>The columns of a <c>ReadingBatch</c>: what they hold, and which values are sound.</summary>
static class WireColumn
{
    // Places in the arrays below: the number of the field less that of the first column.
    public const int FirstField = 3;

    public const int At = 0, ReceivedAfter = 1, Source = 2, Clock = 3, Mode = 4, CurrentRegister = 5, Prm = 6,
        Import = 7, Export = 8, ImportVa = 9, Amperes = 10, Volts = 13, ExportVa = 16, Supplier = 17,
        Distributor = 27, Status = 31, LastEnd = 32, LastWatts = 33, PreviousEnd = 34, PreviousWatts = 35, Count = 36;

    /// <summary>The value for null. No column may hold it.</summary>
    public const long Null = long.MinValue;

    // The clock of a meter has two digits for the year, 2000 to 2099, and an offset of two hours at most; a capture of
    // historic mode begins when a person says, after 1970.
    const long LastSecond = 4_102_444_800;

    /// <summary>Whether a column may have nulls; the others are 0 where they are absent.</summary>
    public static bool HasNulls(int column) => column >= Prm;

    /// <summary>The least value of a column.</summary>
    // A receiver's clock may be behind the meter's by whatever either is wrong.
    public static long Min(int column) => column == ReceivedAfter ? -LastSecond : 0;

    /// <summary>
    /// The largest value of a column: what the forms of labels allow, so a sound reading always has its place.
    /// </summary>
    public static long Max(int column) => column switch
    {
        At or ReceivedAfter or LastEnd or PreviousEnd => LastSecond,
        Source => (long)InstantSource.Estimated,
        Clock => (long)ClockQuality.Degraded,
        Mode => (long)TicMode.Standard,
        CurrentRegister => EnergyRegisters.SupplierCount,
        Prm => 99_999_999_999_999,
        Import => EnergyRegisters.Modulus * 6,
        ImportVa or ExportVa or LastWatts or PreviousWatts => 99_999,
        >= Amperes and < ExportVa => 999,
        Status => uint.MaxValue,
        _ => EnergyRegisters.Modulus - 1,
    };
}
