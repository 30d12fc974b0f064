using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// A frame of historic mode as a Linky sends it: only the registers of its option, and no clock (Enedis-NOI-CPT_54E
/// §6.1).
/// </summary>
static class HistoricFrame
{
    // What a Linky writes in place of a maximum current (Enedis-NOI-CPT_54E §6.1).
    const int SinglePhaseMaximum = 90, ThreePhaseMaximum = 60;

    const int NominalVolts = 230;

    public static void Write(TicWriter writer, MeterState state)
    {
        var meter = state.Meter;
        var tariff = state.Energy.Tariff;
        writer.BeginFrame();
        writer.Group(TicLabel.ADCO, meter.Address.Value);
        writer.Group(TicLabel.OPTARIF, TariffTexts.Option(meter.Tariff));
        writer.Group(TicLabel.ISOUSC, SubscribedAmperes(meter));
        WriteEnergy(writer, state);
        if (tariff.Notice || tariff.Peak)
        {
            writer.Group(TicLabel.PEJP, 30);
        }

        writer.Group(TicLabel.PTEC, TariffTexts.Period(meter.Tariff, tariff.Register));
        if (meter.Tariff == MeterTariff.Tempo)
        {
            writer.Group(TicLabel.DEMAIN, TariffTexts.Tomorrow(tariff.Tomorrow));
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
            writer.Group(first + (byte)i, state.Energy.Supplier[i] % EnergyRegisters.Modulus);
        }
    }

    static void WriteSinglePhase(TicWriter writer, MeterState state)
    {
        var amperes = Amperes(state.DrawnVa);
        writer.Group(TicLabel.IINST, amperes);
        if (amperes > SubscribedAmperes(state.Meter))
        {
            writer.Group(TicLabel.ADPS, amperes);
        }

        writer.Group(TicLabel.IMAX, SinglePhaseMaximum);
        WritePower(writer, state);
    }

    static void WriteThreePhases(TicWriter writer, MeterState state)
    {
        for (var phase = 1; phase <= 3; phase++)
        {
            writer.Group(TicLabel.IINST1 + (byte)(phase - 1), Amperes(state.PhasePart(phase, state.DrawnVa)));
        }

        for (var phase = 0; phase < 3; phase++)
        {
            writer.Group(TicLabel.IMAX1 + (byte)phase, ThreePhaseMaximum);
        }

        writer.Group(TicLabel.PMAX, state.DrawnMaximum.Yesterday);
        WritePower(writer, state);
        writer.Group(TicLabel.PPOT, "00"u8);
    }

    static void WritePower(TicWriter writer, MeterState state)
    {
        writer.Group(TicLabel.PAPP, (state.DrawnVa + 5) / 10 * 10);
        writer.Group(TicLabel.HHPHC, "A"u8);
        writer.Group(TicLabel.MOTDETAT, "000000"u8);
    }

    static int Amperes(int va) => (va + NominalVolts / 2) / NominalVolts;
}
