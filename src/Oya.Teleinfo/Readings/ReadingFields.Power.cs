namespace Oya.Teleinfo;

static partial class ReadingFields
{
    const long MaxPower = 99_999, MaxMeasure = 999;

    readonly struct ImportVa : IReadingField
    {
        public string Column => "drawn_va";

        public int Number => 12;

        public static long Max => MaxPower;

        public long? Get(in Reading reading) => reading.ImportVa;

        public void Set(ref Reading reading, long value) => reading.ImportVa = checked((int)value);
    }

    readonly struct ExportVa : IReadingField
    {
        public string Column => "injected_va";

        public int Number => 19;

        public static long Max => MaxPower;

        public long? Get(in Reading reading) => reading.ExportVa;

        public void Set(ref Reading reading, long value) => reading.ExportVa = checked((int)value);
    }

    readonly struct Amperes(int phase) : IReadingField
    {
        public string Column => $"a{phase}";

        public int Number => 12 + phase;

        public static long Max => MaxMeasure;

        public long? Get(in Reading reading) => reading.Amperes.Get(phase);

        public void Set(ref Reading reading, long value) =>
            reading.Amperes = reading.Amperes.With(phase, checked((short)value));
    }

    readonly struct Volts(int phase) : IReadingField
    {
        public string Column => $"v{phase}";

        public int Number => 15 + phase;

        public static long Max => MaxMeasure;

        public long? Get(in Reading reading) => reading.Volts.Get(phase);

        public void Set(ref Reading reading, long value) =>
            reading.Volts = reading.Volts.With(phase, checked((short)value));
    }

    readonly struct LastEnd : IReadingField
    {
        public string Column => "cc_end";

        public int Number => 35;

        public static long Max => LastSecond;

        public static bool IsInstant => true;

        public static bool IsHalfHour => true;

        public long? Get(in Reading reading) => reading.LastPoint?.End.UnixSeconds;

        public void Set(ref Reading reading, long value) =>
            reading.LastPoint = reading.LastPoint.GetValueOrDefault() with { End = new(value) };
    }

    readonly struct LastWatts : IReadingField
    {
        public string Column => "cc_w";

        public int Number => 36;

        public static long Max => MaxPower;

        public static bool IsHalfHour => true;

        public long? Get(in Reading reading) => reading.LastPoint?.Watts;

        public void Set(ref Reading reading, long value) =>
            reading.LastPoint = reading.LastPoint.GetValueOrDefault() with { Watts = checked((int)value) };
    }

    readonly struct PreviousEnd : IReadingField
    {
        public string Column => "cc1_end";

        public int Number => 37;

        public static long Max => LastSecond;

        public static bool IsInstant => true;

        public static bool IsHalfHour => true;

        public long? Get(in Reading reading) => reading.PreviousPoint?.End.UnixSeconds;

        public void Set(ref Reading reading, long value) =>
            reading.PreviousPoint = reading.PreviousPoint.GetValueOrDefault() with { End = new(value) };
    }

    readonly struct PreviousWatts : IReadingField
    {
        public string Column => "cc1_w";

        public int Number => 38;

        public static long Max => MaxPower;

        public static bool IsHalfHour => true;

        public long? Get(in Reading reading) => reading.PreviousPoint?.Watts;

        public void Set(ref Reading reading, long value) =>
            reading.PreviousPoint = reading.PreviousPoint.GetValueOrDefault() with { Watts = checked((int)value) };
    }
}
