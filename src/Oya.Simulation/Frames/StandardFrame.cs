using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// A frame of standard mode: every label that the meter has, in the order of emission (Enedis-NOI-CPT_54E §6.2.2).
/// </summary>
static class StandardFrame
{
    // PLC registered and synchronised, Euridis with security, TIC in standard mode.
    const uint StatusBase = 0x00DA_0000;

    static readonly TicLabel[] Currents = [TicLabel.IRMS1, TicLabel.IRMS2, TicLabel.IRMS3];

    public static void Write(TicWriter writer, MeterState state)
    {
        writer.BeginFrame();
        WriteIdentity(writer, state);
        WriteEnergy(writer, state);
        WriteCurrents(writer, state);
        WriteDrawn(writer, state);
        WriteInjected(writer, state);
        WriteLoadCurve(writer, state);
        WriteStatus(writer, state);
        WriteCalendar(writer, state);
        writer.EndFrame();
    }

    static void WriteIdentity(TicWriter writer, MeterState state)
    {
        var meter = state.Meter;
        writer.Group(TicLabel.ADSC, meter.Address.Value);
        writer.Group(TicLabel.VTIC, "02"u8);
        writer.Group(TicLabel.DATE, state.Energy.Day.Horodate(state.Now), ""u8);
        writer.Group(TicLabel.NGTF, TariffTexts.Calendar(meter.Tariff));
        writer.Group(TicLabel.LTARF, TariffTexts.InForce(meter.Tariff, state.Energy.Tariff.Register));
    }

    static void WriteEnergy(TicWriter writer, MeterState state)
    {
        var energy = state.Energy;
        writer.Group(TicLabel.EAST, energy.DrawnWh % EnergyRegisters.Modulus);
        for (var i = 0; i < energy.Supplier.Length; i++)
        {
            writer.Group(TicLabel.EASF01 + (byte)i, energy.Supplier[i] % EnergyRegisters.Modulus);
        }

        for (var i = 0; i < energy.Distributor.Length; i++)
        {
            writer.Group(TicLabel.EASD01 + (byte)i, energy.Distributor[i] % EnergyRegisters.Modulus);
        }

        if (state.Meter.IsProducer)
        {
            writer.Group(TicLabel.EAIT, energy.InjectedWh % EnergyRegisters.Modulus);
            // A power factor of 0.97 is a quarter of reactive energy, in Q1 while drawing and in Q2 while injecting.
            writer.Group(TicLabel.ERQ1, energy.DrawnWh / 4 % EnergyRegisters.Modulus);
            writer.Group(TicLabel.ERQ2, energy.InjectedWh / 4 % EnergyRegisters.Modulus);
            writer.Group(TicLabel.ERQ3, 0);
            writer.Group(TicLabel.ERQ4, 0);
        }
    }

    static void WriteCurrents(TicWriter writer, MeterState state)
    {
        // A current has no sign: it flows while injecting too.
        var va = state.DrawnVa + state.InjectedVa;
        for (var phase = 1; phase <= state.Meter.Phases; phase++)
        {
            var volts = state.Volts(phase);
            writer.Group(Currents[phase - 1], (state.PhasePart(phase, va) + volts / 2) / volts);
        }

        for (var phase = 1; phase <= state.Meter.Phases; phase++)
        {
            writer.Group(TicLabel.URMS1 + (byte)(phase - 1), state.Volts(phase));
        }
    }

    static void WriteDrawn(TicWriter writer, MeterState state)
    {
        writer.Group(TicLabel.PREF, state.Meter.SubscribedKva);
        writer.Group(TicLabel.PCOUP, state.Meter.SubscribedKva);
        writer.Group(TicLabel.SINSTS, state.DrawnVa);
        if (state.Meter.Phases == 3)
        {
            for (var phase = 1; phase <= 3; phase++)
            {
                writer.Group(TicLabel.SINSTS1 + (byte)(phase - 1), state.PhasePart(phase, state.DrawnVa));
            }
        }

        var maximum = state.DrawnMaximum;
        WriteMaximum(writer, state, TicLabel.SMAXSN, TicLabel.SMAXSN1, maximum.TodayAt, maximum.Today);
        WriteMaximum(writer, state, TicLabel.SMAXSN_1, TicLabel.SMAXSN1_1, maximum.YesterdayAt, maximum.Yesterday);
    }

    static void WriteMaximum(TicWriter writer, MeterState state, TicLabel all, TicLabel first, Horodate at, int va)
    {
        writer.Group(all, at, va);
        if (state.Meter.Phases == 3)
        {
            for (var phase = 1; phase <= 3; phase++)
            {
                writer.Group(first + (byte)(phase - 1), at, state.PhasePart(phase, va));
            }
        }
    }

    static void WriteInjected(TicWriter writer, MeterState state)
    {
        if (state.Meter.IsProducer)
        {
            var maximum = state.InjectedMaximum;
            writer.Group(TicLabel.SINSTI, state.InjectedVa);
            writer.Group(TicLabel.SMAXIN, maximum.TodayAt, maximum.Today);
            writer.Group(TicLabel.SMAXIN_1, maximum.YesterdayAt, maximum.Yesterday);
        }
    }

    static void WriteLoadCurve(TicWriter writer, MeterState state)
    {
        if (state.Meter.RecordsCurve)
        {
            var (last, previous) = state.LoadCurve;
            writer.Group(TicLabel.CCASN, last.At, last.DrawnWatts);
            writer.Group(TicLabel.CCASN_1, previous.At, previous.DrawnWatts);
            if (state.Meter.IsProducer)
            {
                writer.Group(TicLabel.CCAIN, last.At, last.InjectedWatts);
                writer.Group(TicLabel.CCAIN_1, previous.At, previous.InjectedWatts);
            }
        }

        var tenMinutes = state.Now - state.Now % 600;
        var at = state.Energy.Day.Horodate(tenMinutes);
        for (var phase = 1; phase <= state.Meter.Phases; phase++)
        {
            writer.Group(TicLabel.UMOY1 + (byte)(phase - 1), at, state.MeanVolts(phase));
        }
    }

    static void WriteStatus(TicWriter writer, MeterState state)
    {
        var tariff = state.Energy.Tariff;
        writer.Group(TicLabel.STGE, Status(state));
        if (tariff.Notice || tariff.Peak)
        {
            var day = state.Energy.Day.Day.Date;
            // After midnight it is the peak of the day before that still runs.
            var first = tariff.Peak && state.Energy.Second < 3600 ? day.AddDays(-1) : day;
            var began = first.ToDateTime(new TimeOnly(7, 0));
            writer.Group(TicLabel.DPM1, new Horodate(' ', began), "00"u8);
            writer.Group(TicLabel.FPM1, new Horodate(' ', began.AddHours(18)), "00"u8);
        }
    }

    static uint Status(MeterState state)
    {
        var (meter, tariff) = (state.Meter, state.Energy.Tariff);
        return StatusBase
            | (ContactIsClosed(meter, tariff) ? 0u : 1u)
            | (state.DrawnVa > meter.SubscribedKva * 1000 ? 1u << 7 : 0u)
            | (meter.IsProducer ? 1u << 8 : 0u)
            | (state.Energy.Watts < 0 ? 1u << 9 : 0u)
            | ((uint)(tariff.Register - 1) << 10)
            | ((uint)(tariff.Distributor - 1) << 14)
            | ((uint)tariff.Today << 24)
            | ((uint)tariff.Tomorrow << 26)
            | (tariff.Notice ? 1u << 28 : 0u)
            | (tariff.Peak ? 1u << 30 : 0u);
    }

    static bool ContactIsClosed(SimulatedMeter meter, TariffMoment tariff) =>
        meter.Tariff is MeterTariff.HpHc or MeterTariff.Tempo && tariff.IsOffPeak;

    static void WriteCalendar(TicWriter writer, MeterState state)
    {
        var (meter, tariff) = (state.Meter, state.Energy.Tariff);
        writer.Group(TicLabel.MSG1, "PAS DE          MESSAGE         "u8);
        writer.Group(TicLabel.PRM, meter.Prm.Value);
        writer.Group(TicLabel.RELAIS, ContactIsClosed(meter, tariff) ? 1 : 0);
        writer.Group(TicLabel.NTARF, tariff.Register);
        writer.Group(TicLabel.NJOURF, "00"u8);
        writer.Group(TicLabel.NJOURF_1, "00"u8);
        writer.Group(TicLabel.PJOURF_1, TariffTexts.DayProfile(meter));
        if (tariff.Notice)
        {
            writer.Group(TicLabel.PPOINTE, TariffTexts.PeakProfile);
        }
    }
}
