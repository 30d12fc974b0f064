using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// Counts energy as a meter does. Watt-seconds add up in integers; each Wh that completes goes to the total and to the
/// registers in force at that moment, so the registers add up to the total at every second, and the index at a second
/// is the same however often it was asked for.
/// </summary>
sealed class EnergyMeter
{
    readonly VillageCalendar _calendar;
    readonly Load _load;
    readonly MeterTariff _tariff;
    readonly long[] _supplier = new long[EnergyRegisters.SupplierCount];
    readonly long[] _distributor = new long[EnergyRegisters.DistributorCount];
    long _now, _stepEnd;
    long _drawnRest, _injectedRest;

    public EnergyMeter(SimulatedMeter meter, Load load, VillageCalendar calendar, long start)
    {
        _calendar = calendar;
        _load = load;
        _tariff = meter.Tariff;
        Day = calendar.Of(start);
        _now = start;
        DrawnWh = meter.StartIndexWh;
        InjectedWh = meter.IsProducer ? meter.StartIndexWh / 5 : 0;
        Split(meter.StartIndexWh, _supplier.AsSpan(0, meter.RegisterCount));
        Split(meter.StartIndexWh, _distributor.AsSpan(0, Math.Min(meter.RegisterCount, 2)));
        BeginStep();
    }

    public CalendarDay Day { get; private set; }

    /// <summary>What the clocks show at the start of the step in force, seconds since 00:00.</summary>
    public int Second { get; private set; }

    /// <summary>Since the meter was installed; a register shows it modulo 10⁹.</summary>
    public long DrawnWh { get; private set; }

    public long InjectedWh { get; private set; }

    public ReadOnlySpan<long> Supplier => _supplier;

    public ReadOnlySpan<long> Distributor => _distributor;

    /// <summary>Active power in force, W; negative: injected.</summary>
    public int Watts { get; private set; }

    /// <summary>The tariff in force.</summary>
    public TariffMoment Tariff { get; private set; }

    public long Now => _now;

    /// <summary>Counts up to a time, and stops where something may have to be noted: a step begins, a half-hour ends.</summary>
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
            var sum = _drawnRest + Watts * seconds;
            var whole = sum / 3600;
            _drawnRest = sum - whole * 3600;
            DrawnWh += whole;
            _supplier[Tariff.Register - 1] += whole;
            _distributor[Tariff.Distributor - 1] += whole;
        }
        else
        {
            var sum = _injectedRest - Watts * seconds;
            var whole = sum / 3600;
            _injectedRest = sum - whole * 3600;
            InjectedWh += whole;
        }
    }

    void BeginStep()
    {
        var step = _now / Load.StepSeconds;
        _stepEnd = (step + 1) * Load.StepSeconds;
        if (_now >= Day.End)
        {
            Day = _calendar.Of(_now);
        }

        Second = Day.SecondOfDay(_now);
        Tariff = TariffPlan.At(_tariff, Day, Second);
        Watts = _load.WattsAt(step, Day, Second);
    }

    static void Split(long total, Span<long> registers)
    {
        for (var i = registers.Length - 1; i > 0; i--)
        {
            registers[i] = total / (registers.Length + i);
            total -= registers[i];
        }

        registers[0] = total;
    }
}
