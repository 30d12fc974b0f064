using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// Writes a frame of historic mode as a Linky sends it: only the registers of its tariff option, and no clock
/// (Enedis-NOI-CPT_54E §6.1).
/// </summary>
static class HistoricFrame
{
    // A Linky sends these constants instead of a measured maximum current (Enedis-NOI-CPT_54E §6.1).
    const int SinglePhaseMaximum = 90, ThreePhaseMaximum = 60;

    const int NominalVolts = 230;

    public static void Write(TicWriter writer, MeterState state)
    {
        var meter = state.Meter;
        var tariff = state.Energy.Tariff;
        writer.BeginFrame();
        writer.WriteGroup(TicLabel.ADCO, meter.Address.Value);
        writer.WriteGroup(TicLabel.OPTARIF, TariffTexts.Option(meter.Tariff));
        writer.WriteGroup(TicLabel.ISOUSC, SubscribedAmperes(meter));
        WriteEnergy(writer, state);
        if (tariff.Notice || tariff.Peak)
        {
            writer.WriteGroup(TicLabel.PEJP, 30);
        }

        writer.WriteGroup(TicLabel.PTEC, TariffTexts.Period(meter.Tariff, tariff.Register));
        if (meter.Tariff == MeterTariff.Tempo)
        {
            writer.WriteGroup(TicLabel.DEMAIN, TariffTexts.Tomorrow(tariff.Tomorrow));
        }

        if (meter.Phases == 1)
        {
            WriteSinglePhase(writer, state);
        }
        else
        {
            WriteThreePhases(writer, state);
        }

        writer.EndFrame();
    }

    static int SubscribedAmperes(SimulatedMeter meter) => meter.SubscribedKva * 5 / meter.Phases;

    static void WriteEnergy(TicWriter writer, MeterState state)
    {
        var first = state.Meter.Tariff switch
        {
            MeterTariff.Base => TicLabel.BASE,
            MeterTariff.HpHc => TicLabel.HCHC,
            MeterTariff.Tempo => TicLabel.BBRHCJB,
            _ => TicLabel.EJPHN,
        };
        for (var i = 0; i < state.Meter.RegisterCount; i++)
        {
            writer.WriteGroup(first + (byte)i, state.Energy.Supplier[i] % EnergyRegisters.Modulus);
        }
    }

    static void WriteSinglePhase(TicWriter writer, MeterState state)
    {
        var amperes = Amperes(state.ImportVa);
        writer.WriteGroup(TicLabel.IINST, amperes);
        if (amperes > SubscribedAmperes(state.Meter))
        {
            writer.WriteGroup(TicLabel.ADPS, amperes);
        }

        writer.WriteGroup(TicLabel.IMAX, SinglePhaseMaximum);
        WritePower(writer, state);
    }

    static void WriteThreePhases(TicWriter writer, MeterState state)
    {
        for (var phase = 1; phase <= 3; phase++)
        {
            writer.WriteGroup(TicLabel.IINST1 + (byte)(phase - 1), Amperes(state.PhasePart(phase, state.ImportVa)));
        }

        for (var phase = 0; phase < 3; phase++)
        {
            writer.WriteGroup(TicLabel.IMAX1 + (byte)phase, ThreePhaseMaximum);
        }

        writer.WriteGroup(TicLabel.PMAX, state.ImportMaximum.Yesterday);
        WritePower(writer, state);
        writer.WriteGroup(TicLabel.PPOT, "00"u8);
    }

    static void WritePower(TicWriter writer, MeterState state)
    {
        writer.WriteGroup(TicLabel.PAPP, (state.ImportVa + 5) / 10 * 10);
        writer.WriteGroup(TicLabel.HHPHC, "A"u8);
        writer.WriteGroup(TicLabel.MOTDETAT, "000000"u8);
    }

    static int Amperes(int va) => (va + NominalVolts / 2) / NominalVolts;
}
