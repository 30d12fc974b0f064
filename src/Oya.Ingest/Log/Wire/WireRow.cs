using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>A reading as its values in the order of the columns, and back.</summary>
static class WireRow
{
    /// <summary>Puts the values of a reading into the i-th place of each column.</summary>
    public static void Split(in Reading reading, Span<long> columns, int stride, int i)
    {
        // One check for all: every place below is within it.
        columns = columns[..(WireColumn.Count * stride)];
        columns[WireColumn.At * stride + i] = reading.At.UnixSeconds;
        columns[WireColumn.ReceivedAfter * stride + i] = reading.ReceivedAt.UnixSeconds - reading.At.UnixSeconds;
        columns[WireColumn.Source * stride + i] = (long)reading.Source;
        columns[WireColumn.Clock * stride + i] = (long)reading.Clock;
        columns[WireColumn.Mode * stride + i] = (long)reading.Mode;
        columns[WireColumn.CurrentRegister * stride + i] = reading.CurrentRegister;
        columns[WireColumn.Prm * stride + i] = reading.Prm?.Value ?? WireColumn.Null;
        columns[WireColumn.ImportVa * stride + i] = reading.ImportVa ?? WireColumn.Null;
        columns[WireColumn.ExportVa * stride + i] = reading.ExportVa ?? WireColumn.Null;
        columns[WireColumn.Status * stride + i] = reading.Status?.Bits ?? WireColumn.Null;
        Split(reading.Amperes, columns[(WireColumn.Amperes * stride)..], stride, i);
        Split(reading.Volts, columns[(WireColumn.Volts * stride)..], stride, i);
        Split(reading.LastPoint, columns[(WireColumn.LastEnd * stride)..], stride, i);
        Split(reading.PreviousPoint, columns[(WireColumn.PreviousEnd * stride)..], stride, i);
        var energy = reading.Energy;
        columns[WireColumn.Import * stride + i] = energy.ImportWh ?? WireColumn.Null;
        columns[WireColumn.Export * stride + i] = energy.ExportWh ?? WireColumn.Null;
        for (var number = 1; number <= EnergyRegisters.SupplierCount; number++)
        {
            columns[(WireColumn.Supplier + number - 1) * stride + i] = energy.GetSupplierWh(number) ?? WireColumn.Null;
        }

        for (var number = 1; number <= EnergyRegisters.DistributorCount; number++)
        {
            columns[(WireColumn.Distributor + number - 1) * stride + i] =
                energy.GetDistributorWh(number) ?? WireColumn.Null;
        }
    }

    /// <summary>Makes a reading of the i-th place of each column; only those that are there are looked at.</summary>
    public static void Join(
        ref Reading reading, MeterAddress meter, ulong present, ReadOnlySpan<long> columns, int stride, int i)
    {
        columns = columns[..(WireColumn.Count * stride)];
        reading = default;
        reading.Meter = meter;
        reading.At = new(columns[WireColumn.At * stride + i]);
        reading.ReceivedAt = reading.At.AddSeconds(columns[WireColumn.ReceivedAfter * stride + i]);
        reading.Source = (InstantSource)columns[WireColumn.Source * stride + i];
        reading.Clock = (ClockQuality)columns[WireColumn.Clock * stride + i];
        reading.Mode = (TicMode)columns[WireColumn.Mode * stride + i];
        reading.CurrentRegister = (byte)columns[WireColumn.CurrentRegister * stride + i];
        if (Has(present, WireColumn.Prm, 1) && columns[WireColumn.Prm * stride + i] is var prm and not WireColumn.Null)
        {
            reading.Prm = new(prm);
        }

        if (Has(present, WireColumn.Status, 1)
            && columns[WireColumn.Status * stride + i] is var bits and not WireColumn.Null)
        {
            reading.Status = new((uint)bits);
        }

        reading.ImportVa = Int(present, columns, WireColumn.ImportVa, stride, i);
        reading.ExportVa = Int(present, columns, WireColumn.ExportVa, stride, i);
        if (Has(present, WireColumn.Amperes, 3))
        {
            reading.Amperes = Phases(present, columns, WireColumn.Amperes, stride, i);
        }

        if (Has(present, WireColumn.Volts, 3))
        {
            reading.Volts = Phases(present, columns, WireColumn.Volts, stride, i);
        }

        reading.LastPoint = Point(present, columns, WireColumn.LastEnd, stride, i);
        reading.PreviousPoint = Point(present, columns, WireColumn.PreviousEnd, stride, i);
        reading.Energy = Energy(present, columns, stride, i);
    }

    static EnergyRegisters Energy(ulong present, ReadOnlySpan<long> columns, int stride, int i)
    {
        var energy = default(EnergyRegistersBuilder);
        if (Has(present, WireColumn.Import, 1)
            && columns[WireColumn.Import * stride + i] is var wh and not WireColumn.Null)
        {
            energy.ImportWh = wh;
        }

        energy.ExportWh = Int(present, columns, WireColumn.Export, stride, i);
        var registers = present >> WireColumn.Supplier & ((1ul << EnergyRegisters.SupplierCount) - 1);
        for (; registers != 0; registers &= registers - 1)
        {
            var place = System.Numerics.BitOperations.TrailingZeroCount(registers);
            energy.SetSupplier(place + 1, Int(present, columns, WireColumn.Supplier + place, stride, i));
        }

        registers = present >> WireColumn.Distributor & ((1ul << EnergyRegisters.DistributorCount) - 1);
        for (; registers != 0; registers &= registers - 1)
        {
            var place = System.Numerics.BitOperations.TrailingZeroCount(registers);
            energy.SetDistributor(place + 1, Int(present, columns, WireColumn.Distributor + place, stride, i));
        }

        return energy.Build();
    }

    static bool Has(ulong present, int column, int count) => (present >> column & ((1ul << count) - 1)) != 0;

    static int? Int(ulong present, ReadOnlySpan<long> columns, int column, int stride, int i) =>
        Has(present, column, 1) && columns[column * stride + i] is var value and not WireColumn.Null
            ? (int)value
            : null;

    static PerPhase Phases(ulong present, ReadOnlySpan<long> columns, int first, int stride, int i) => new(
        (short?)Int(present, columns, first, stride, i), (short?)Int(present, columns, first + 1, stride, i),
        (short?)Int(present, columns, first + 2, stride, i));

    static LoadCurvePoint? Point(ulong present, ReadOnlySpan<long> columns, int end, int stride, int i) =>
        Has(present, end, 1) && columns[end * stride + i] is var seconds and not WireColumn.Null
            ? new LoadCurvePoint(new(seconds), Int(present, columns, end + 1, stride, i) ?? 0)
            : null;

    static void Split(PerPhase phases, Span<long> columns, int stride, int i)
    {
        columns[i] = phases.Phase1 ?? WireColumn.Null;
        columns[stride + i] = phases.Phase2 ?? WireColumn.Null;
        columns[2 * stride + i] = phases.Phase3 ?? WireColumn.Null;
    }

    static void Split(LoadCurvePoint? point, Span<long> columns, int stride, int i)
    {
        columns[i] = point?.End.UnixSeconds ?? WireColumn.Null;
        columns[stride + i] = point?.Watts ?? WireColumn.Null;
    }
}
