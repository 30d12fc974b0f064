using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// Counts energy as a meter does. Watt-seconds are summed in integers. Each complete Wh is added to the total and to
/// the registers in force at that moment, so the registers sum to the total at every second. The index at a given
/// second does not depend on how often the meter is read.
/// </summary>
sealed class EnergyMeter
{
    // The distribution of the start index over the registers, in percent.
    static readonly int[] BaseShares = [100];
    static readonly int[] OffPeakShares = [38, 62];
    static readonly int[] TempoShares = [33, 47, 6, 8, 3, 3];
    static readonly int[] PeakShares = [93, 7];

    readonly VillageCalendar _calendar;
    readonly Load _load;
    readonly MeterTariff _tariff;
    readonly long[] _supplier = new long[EnergyRegisters.SupplierCount];
    readonly long[] _distributor = new long[EnergyRegisters.DistributorCount];
    long _now, _stepEnd;
    long _importRemainder, _exportRemainder;

    public EnergyMeter(SimulatedMeter meter, Load load, VillageCalendar calendar, long start)
    {
        _calendar = calendar;
        _load = load;
        _tariff = meter.Tariff;
        Day = calendar.GetDay(start);
        _now = start;
        ImportWh = meter.StartIndexWh;
        ExportWh = meter.IsProducer ? meter.StartIndexWh / 5 : 0;
        var shares = GetShares(meter.Tariff);
        Split(meter.StartIndexWh, shares, _supplier);
        // The distributor has two registers: one for off-peak or normal hours, and one for all other hours.
        Split(meter.StartIndexWh, shares.Length == TempoShares.Length ? OffPeakShares : shares, _distributor);
        BeginStep();
    }

    public CalendarDay Day { get; private set; }

    /// <summary>The local time at the start of the current step, in seconds since 00:00.</summary>
    public int Second { get; private set; }

    /// <summary>Imported energy since the meter was installed. A register shows it modulo 10⁹.</summary>
    public long ImportWh { get; private set; }

    public long ExportWh { get; private set; }

    public ReadOnlySpan<long> Supplier => _supplier;

    public ReadOnlySpan<long> Distributor => _distributor;

    /// <summary>Current active power, W; negative when exported.</summary>
    public int Watts { get; private set; }

    /// <summary>The tariff in force.</summary>
    public TariffMoment Tariff { get; private set; }

    public long Now => _now;

    /// <summary>
    /// Counts up to a time, but not past the start of the next step, because the caller may have to record a half-hour
    /// there.
    /// </summary>
    /// <returns>True when a new step began; false when the time is reached within a step.</returns>
    public bool AdvanceInStep(long time)
    {
        var end = Math.Min(time, _stepEnd);
        Count(end - _now);
        _now = end;
        if (end < _stepEnd)
        {
            return false;
        }

        BeginStep();
        return true;
    }

    public void AdvanceTo(long time)
    {
        while (_now < time)
        {
            AdvanceInStep(time);
        }
    }

    void Count(long seconds)
    {
        if (Watts >= 0)
        {
            var sum = _importRemainder + Watts * seconds;
            var whole = sum / 3600;
            _importRemainder = sum - whole * 3600;
            ImportWh += whole;
            _supplier[Tariff.Register - 1] += whole;
            _distributor[Tariff.Distributor - 1] += whole;
        }
        else
        {
            var sum = _exportRemainder - Watts * seconds;
            var whole = sum / 3600;
            _exportRemainder = sum - whole * 3600;
            ExportWh += whole;
        }
    }

    void BeginStep()
    {
        var step = _now / Load.StepSeconds;
        _stepEnd = (step + 1) * Load.StepSeconds;
        if (_now >= Day.End)
        {
            Day = _calendar.GetDay(_now);
        }

        Second = Day.SecondOfDay(_now);
        Tariff = TariffPlan.At(_tariff, Day, Second);
        Watts = _load.WattsAt(step, Day, Second);
    }

    static int[] GetShares(MeterTariff tariff) => tariff switch
    {
        MeterTariff.Base => BaseShares,
        MeterTariff.HpHc => OffPeakShares,
        MeterTariff.Tempo => TempoShares,
        _ => PeakShares,
    };

    static void Split(long total, int[] shares, long[] registers)
    {
        registers[0] = total;
        for (var i = 1; i < shares.Length; i++)
        {
            registers[i] = total * shares[i] / 100;
            registers[0] -= registers[i];
        }
    }
}
