using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// Writes a frame of standard mode: every label that the meter has, in the order of emission (Enedis-NOI-CPT_54E
/// §6.2.2).
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
        WriteImport(writer, state);
        WriteExport(writer, state);
        WriteLoadCurve(writer, state);
        WriteStatus(writer, state);
        WriteCalendar(writer, state);
        writer.EndFrame();
    }

    static void WriteIdentity(TicWriter writer, MeterState state)
    {
        var meter = state.Meter;
        writer.WriteGroup(TicLabel.ADSC, meter.Address.Value);
        writer.WriteGroup(TicLabel.VTIC, "02"u8);
        writer.WriteGroup(TicLabel.DATE, state.Energy.Day.Horodate(state.Now), ""u8);
        writer.WriteGroup(TicLabel.NGTF, TariffTexts.Calendar(meter.Tariff));
        writer.WriteGroup(TicLabel.LTARF, TariffTexts.InForce(meter.Tariff, state.Energy.Tariff.Register));
    }

    static void WriteEnergy(TicWriter writer, MeterState state)
    {
        var energy = state.Energy;
        writer.WriteGroup(TicLabel.EAST, energy.ImportWh % EnergyRegisters.Modulus);
        for (var i = 0; i < energy.Supplier.Length; i++)
        {
            writer.WriteGroup(TicLabel.EASF01 + (byte)i, energy.Supplier[i] % EnergyRegisters.Modulus);
        }

        for (var i = 0; i < energy.Distributor.Length; i++)
        {
            writer.WriteGroup(TicLabel.EASD01 + (byte)i, energy.Distributor[i] % EnergyRegisters.Modulus);
        }

        if (state.Meter.IsProducer)
        {
            writer.WriteGroup(TicLabel.EAIT, energy.ExportWh % EnergyRegisters.Modulus);
            // At a power factor of 0.97, the reactive energy is a quarter of the active energy: in Q1 for imported
            // energy (soutirée), in Q2 for exported energy (injectée).
            writer.WriteGroup(TicLabel.ERQ1, energy.ImportWh / 4 % EnergyRegisters.Modulus);
            writer.WriteGroup(TicLabel.ERQ2, energy.ExportWh / 4 % EnergyRegisters.Modulus);
            writer.WriteGroup(TicLabel.ERQ3, 0);
            writer.WriteGroup(TicLabel.ERQ4, 0);
        }
    }

    static void WriteCurrents(TicWriter writer, MeterState state)
    {
        // A current has no sign: exported power has a current too.
        var va = state.ImportVa + state.ExportVa;
        for (var phase = 1; phase <= state.Meter.Phases; phase++)
        {
            var volts = state.Volts(phase);
            writer.WriteGroup(Currents[phase - 1], (state.PhasePart(phase, va) + volts / 2) / volts);
        }

        for (var phase = 1; phase <= state.Meter.Phases; phase++)
        {
            writer.WriteGroup(TicLabel.URMS1 + (byte)(phase - 1), state.Volts(phase));
        }
    }

    static void WriteImport(TicWriter writer, MeterState state)
    {
        writer.WriteGroup(TicLabel.PREF, state.Meter.SubscribedKva);
        writer.WriteGroup(TicLabel.PCOUP, state.Meter.SubscribedKva);
        writer.WriteGroup(TicLabel.SINSTS, state.ImportVa);
        if (state.Meter.Phases == 3)
        {
            for (var phase = 1; phase <= 3; phase++)
            {
                writer.WriteGroup(TicLabel.SINSTS1 + (byte)(phase - 1), state.PhasePart(phase, state.ImportVa));
            }
        }

        var maximum = state.ImportMaximum;
        WriteMaximum(writer, state, TicLabel.SMAXSN, TicLabel.SMAXSN1, maximum.TodayAt, maximum.Today);
        WriteMaximum(writer, state, TicLabel.SMAXSN_1, TicLabel.SMAXSN1_1, maximum.YesterdayAt, maximum.Yesterday);
    }

    static void WriteMaximum(TicWriter writer, MeterState state, TicLabel all, TicLabel first, Horodate at, int va)
    {
        writer.WriteGroup(all, at, va);
        if (state.Meter.Phases == 3)
        {
            for (var phase = 1; phase <= 3; phase++)
            {
                writer.WriteGroup(first + (byte)(phase - 1), at, state.PhasePart(phase, va));
            }
        }
    }

    static void WriteExport(TicWriter writer, MeterState state)
    {
        if (state.Meter.IsProducer)
        {
            var maximum = state.ExportMaximum;
            writer.WriteGroup(TicLabel.SINSTI, state.ExportVa);
            writer.WriteGroup(TicLabel.SMAXIN, maximum.TodayAt, maximum.Today);
            writer.WriteGroup(TicLabel.SMAXIN_1, maximum.YesterdayAt, maximum.Yesterday);
        }
    }

    static void WriteLoadCurve(TicWriter writer, MeterState state)
    {
        if (state.Meter.RecordsCurve)
        {
            var (last, previous) = state.LoadCurve;
            writer.WriteGroup(TicLabel.CCASN, last.At, last.ImportWatts);
            writer.WriteGroup(TicLabel.CCASN_1, previous.At, previous.ImportWatts);
            if (state.Meter.IsProducer)
            {
                writer.WriteGroup(TicLabel.CCAIN, last.At, last.ExportWatts);
                writer.WriteGroup(TicLabel.CCAIN_1, previous.At, previous.ExportWatts);
            }
        }

        var tenMinutes = state.Now - state.Now % 600;
        var at = state.Energy.Day.Horodate(tenMinutes);
        for (var phase = 1; phase <= state.Meter.Phases; phase++)
        {
            writer.WriteGroup(TicLabel.UMOY1 + (byte)(phase - 1), at, state.MeanVolts(phase));
        }
    }

    static void WriteStatus(TicWriter writer, MeterState state)
    {
        var tariff = state.Energy.Tariff;
        writer.WriteGroup(TicLabel.STGE, Status(state));
        if (tariff.Notice || tariff.Peak)
        {
            var day = state.Energy.Day.Day.Date;
            // After midnight, the peak of the day before is still in force.
            var first = tariff.Peak && state.Energy.Second < 3600 ? day.AddDays(-1) : day;
            var began = first.ToDateTime(new TimeOnly(7, 0));
            writer.WriteGroup(TicLabel.DPM1, new Horodate(' ', began), "00"u8);
            writer.WriteGroup(TicLabel.FPM1, new Horodate(' ', began.AddHours(18)), "00"u8);
        }
    }

    static uint Status(MeterState state)
    {
        var (meter, tariff) = (state.Meter, state.Energy.Tariff);
        return StatusBase
            | (IsContactClosed(meter, tariff) ? 0u : 1u)
            | (state.ImportVa > meter.SubscribedKva * 1000 ? 1u << 7 : 0u)
            | (meter.IsProducer ? 1u << 8 : 0u)
            | (state.Energy.Watts < 0 ? 1u << 9 : 0u)
            | ((uint)(tariff.Register - 1) << 10)
            | ((uint)(tariff.Distributor - 1) << 14)
            | ((uint)tariff.Today << 24)
            | ((uint)tariff.Tomorrow << 26)
            | (tariff.Notice ? 1u << 28 : 0u)
            | (tariff.Peak ? 1u << 30 : 0u);
    }

    static bool IsContactClosed(SimulatedMeter meter, TariffMoment tariff) =>
        meter.Tariff is MeterTariff.HpHc or MeterTariff.Tempo && tariff.IsOffPeak;

    static void WriteCalendar(TicWriter writer, MeterState state)
    {
        var (meter, tariff) = (state.Meter, state.Energy.Tariff);
        writer.WriteGroup(TicLabel.MSG1, "PAS DE          MESSAGE         "u8);
        writer.WriteGroup(TicLabel.PRM, meter.Prm.Value);
        writer.WriteGroup(TicLabel.RELAIS, IsContactClosed(meter, tariff) ? 1 : 0);
        writer.WriteGroup(TicLabel.NTARF, tariff.Register);
        writer.WriteGroup(TicLabel.NJOURF, "00"u8);
        writer.WriteGroup(TicLabel.NJOURF_1, "00"u8);
        writer.WriteGroup(TicLabel.PJOURF_1, TariffTexts.DayProfile(meter));
        if (tariff.Notice)
        {
            writer.WriteGroup(TicLabel.PPOINTE, TariffTexts.PeakProfile);
        }
    }
}
