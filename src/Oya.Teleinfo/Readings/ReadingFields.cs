namespace Oya.Teleinfo;

/// <summary>
/// The values of a <see cref="Reading"/> that are stored and sent, each described once: the stores and the codec of the
/// log take their columns from here. The meter is none of them: a row or a message is of one meter.
/// </summary>
/// <remarks>
/// A new value is a structure below and its line in <see cref="Walk"/>; then a script for each store that adds the
/// column, and the field in <c>reading_batch.proto</c>. Names and numbers that were once used never change.
/// </remarks>
static partial class ReadingFields
{
    // The clock of a meter has two digits for the year, 2000 to 2099, and an offset of two hours at most; a capture of
    // historic mode begins when a person says, after 1970.
    const long LastSecond = 4_102_444_800;

    /// <summary>Shows all fields to a visitor, in the order of their numbers.</summary>
    public static void Walk<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, IReadingFieldVisitor, allows ref struct
    {
        visitor.Visit(new At());
        visitor.Visit(new ReceivedAt());
        visitor.Visit(new Source());
        visitor.Visit(new Clock());
        visitor.Visit(new Mode());
        visitor.Visit(new CurrentRegister());
        visitor.Visit(new UsagePoint());
        visitor.Visit(new ImportWh());
        visitor.Visit(new ExportWh());
        visitor.Visit(new ImportVa());
        visitor.Visit(new Amperes(1));
        visitor.Visit(new Amperes(2));
        visitor.Visit(new Amperes(3));
        visitor.Visit(new Volts(1));
        visitor.Visit(new Volts(2));
        visitor.Visit(new Volts(3));
        visitor.Visit(new ExportVa());
        for (var register = 1; register <= EnergyRegisters.SupplierCount; register++)
        {
            visitor.Visit(new Supplier(register));
        }

        for (var register = 1; register <= EnergyRegisters.DistributorCount; register++)
        {
            visitor.Visit(new Distributor(register));
        }

        visitor.Visit(new Status());
        visitor.Visit(new LastEnd());
        visitor.Visit(new LastWatts());
        visitor.Visit(new PreviousEnd());
        visitor.Visit(new PreviousWatts());
    }

    readonly struct At : IReadingField
    {
        public string Column => "at";

        public int Number => 3;

        public static long Max => LastSecond;

        public static bool IsRequired => true;

        public static bool IsInstant => true;

        public long? Get(in Reading reading) => reading.At.UnixSeconds;

        public void Set(ref Reading reading, long value) => reading.At = new(value);
    }

    readonly struct ReceivedAt : IReadingField
    {
        public string Column => "received_at";

        public int Number => 4;

        public static long Max => LastSecond;

        public static bool IsRequired => true;

        public static bool IsInstant => true;

        public long? Get(in Reading reading) => reading.ReceivedAt.UnixSeconds;

        public void Set(ref Reading reading, long value) => reading.ReceivedAt = new(value);
    }

    readonly struct Source : IReadingField
    {
        public string Column => "source";

        public int Number => 5;

        public static long Max => (long)InstantSource.Estimated;

        public static bool IsRequired => true;

        public long? Get(in Reading reading) => (long)reading.Source;

        public void Set(ref Reading reading, long value) => reading.Source = (InstantSource)value;
    }

    readonly struct Clock : IReadingField
    {
        public string Column => "clock";

        public int Number => 6;

        public static long Max => (long)ClockQuality.Degraded;

        public static bool IsRequired => true;

        public long? Get(in Reading reading) => (long)reading.Clock;

        public void Set(ref Reading reading, long value) => reading.Clock = (ClockQuality)value;
    }

    readonly struct Mode : IReadingField
    {
        public string Column => "mode";

        public int Number => 7;

        public static long Max => (long)TicMode.Standard;

        public static bool IsRequired => true;

        public long? Get(in Reading reading) => (long)reading.Mode;

        public void Set(ref Reading reading, long value) => reading.Mode = (TicMode)value;
    }

    readonly struct UsagePoint : IReadingField
    {
        public string Column => "prm";

        public int Number => 9;

        public static long Max => 99_999_999_999_999;

        public long? Get(in Reading reading) => reading.Prm?.Value;

        public void Set(ref Reading reading, long value) => reading.Prm = new Prm(value);
    }

    readonly struct Status : IReadingField
    {
        public string Column => "status";

        public int Number => 34;

        public static long Max => uint.MaxValue;

        public long? Get(in Reading reading) => reading.Status?.Bits;

        public void Set(ref Reading reading, long value) => reading.Status = new StatusRegister(checked((uint)value));
    }
}
