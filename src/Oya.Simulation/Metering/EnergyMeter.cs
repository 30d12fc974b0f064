using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// Counts energy as a meter does. Watt-seconds add up in integers; each Wh that completes goes to the total and to the
/// registers in force at that moment, so the registers add up to the total at every second, and the index at a second
/// is the same however often it was asked for.
/// </summary>
sealed class EnergyMeter
{
    // How the years before went to the registers, in percent.
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
    long _importRest, _exportRest;

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
        // The distributor counts two periods: all that is off-peak or normal, and the rest.
        Split(meter.StartIndexWh, shares.Length == TempoShares.Length ? OffPeakShares : shares, _distributor);
        BeginStep();
    }

    public CalendarDay Day { get; private set; }

    /// <summary>What the clocks show at the start of the step in force, seconds since 00:00.</summary>
    public int Second { get; private set; }

    /// <summary>Since the meter was installed; a register shows it modulo 10⁹.</summary>
    public long ImportWh { get; private set; }

    public long ExportWh { get; private set; }

    public ReadOnlySpan<long> Supplier => _supplier;

    public ReadOnlySpan<long> Distributor => _distributor;

    /// <summary>Active power in force, W; negative: injected.</summary>
    public int Watts { get; private set; }

    /// <summary>The tariff in force.</summary>
    public TariffMoment Tariff { get; private set; }

    public long Now => _now;

    /// <summary>
    /// Counts up to a time, and stops where something may have to be noted: a step begins, a half-hour ends.
    /// </summary>
    /// <returns>True when a new step was begun; false when the time is reached inside a step.</returns>
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
            var sum = _importRest + Watts * seconds;
            var whole = sum / 3600;
            _importRest = sum - whole * 3600;
            ImportWh += whole;
            _supplier[Tariff.Register - 1] += whole;
            _distributor[Tariff.Distributor - 1] += whole;
        }
        else
        {
            var sum = _exportRest - Watts * seconds;
            var whole = sum / 3600;
            _exportRest = sum - whole * 3600;
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
