namespace Oya.Teleinfo;

/// <summary>
/// The valid groups of one frame, to a <see cref="Reading"/>. Labels of both modes go to the same values
/// (TIC historic: BASE, HCHC, EJPHN, BBRHCJB are supplier register 1, and so on in their order).
/// </summary>
static class FrameReading
{
    public static ReadingOutcome Read(in TicFrame frame, out Reading reading)
    {
        reading = default;
        reading.Mode = frame.Mode;
        var energy = default(EnergyRegistersBuilder);
        bool hasMeter = false, hasDate = false, isGlued = false;
        var slices = frame.Slices;
        for (var i = 0; i < slices.Length; i++)
        {
            if (!slices[i].IsValid)
            {
                continue;
            }

            var number = frame.GetNumber(slices[i].Label) ?? 0;
            switch (slices[i].Label)
            {
                case TicLabel.ADCO or TicLabel.ADSC:
                    // Two addresses or two times in one frame: what was between two frames is lost, values are mixed.
                    isGlued |= hasMeter;
                    hasMeter = true;
                    reading.Meter = MeterAddress.FromDigits(number);
                    break;
                case TicLabel.DATE:
                    isGlued |= hasDate;
                    hasDate = true;
                    reading.At = frame.GetTime(slices[i].Label)!.Value;
                    reading.Clock = frame.Groups[i].Horodate!.Value.IsDegraded
                        ? ClockQuality.Degraded
                        : ClockQuality.Good;
                    break;
                case >= TicLabel.BASE and <= TicLabel.BBRHPJR and var label:
                    energy.SetSupplier(HistoricRegister(label), (int)number);
                    break;
                case TicLabel.EAST:
                    energy.ImportWh = number;
                    break;
                case TicLabel.EAIT:
                    energy.ExportWh = (int)number;
                    break;
                case >= TicLabel.EASF01 and <= TicLabel.EASF10 and var label:
                    energy.SetSupplier(label - TicLabel.EASF01 + 1, (int)number);
                    break;
                case >= TicLabel.EASD01 and <= TicLabel.EASD04 and var label:
                    energy.SetDistributor(label - TicLabel.EASD01 + 1, (int)number);
                    break;
                case TicLabel.PTEC:
                    reading.CurrentRegister = TariffCodes.Register(frame.Groups[i].Data);
                    break;
                case TicLabel.CCASN:
                    reading.LastPoint = new(frame.GetTime(slices[i].Label)!.Value, (int)number);
                    break;
                case TicLabel.CCASN_1:
                    reading.PreviousPoint = new(frame.GetTime(slices[i].Label)!.Value, (int)number);
                    break;
                default:
                    AddMeasure(ref reading, slices[i].Label, number);
                    break;
            }
        }

        energy.ImportWh ??= HistoricTotal.Compute(frame.LabelIndex, frame.Numbers);
        reading.Energy = energy.Build();
        FinishStatus(ref reading, hasDate);
        return !hasMeter || isGlued ? ReadingOutcome.NoMeter
            : reading.Energy.IsEmpty ? ReadingOutcome.NoEnergy
            : hasDate ? ReadingOutcome.Timed
            : frame.Mode == TicMode.Historic ? ReadingOutcome.Untimed
            : ReadingOutcome.NoDate;
    }

    static int HistoricRegister(TicLabel label) => label switch
    {
        TicLabel.BASE => 1,
        TicLabel.HCHC or TicLabel.HCHP => label - TicLabel.HCHC + 1,
        TicLabel.EJPHN or TicLabel.EJPHPM => label - TicLabel.EJPHN + 1,
        _ => label - TicLabel.BBRHCJB + 1,
    };

    static void AddMeasure(ref Reading reading, TicLabel label, long number)
    {
        switch (label)
        {
            case TicLabel.PRM:
                reading.Prm = Prm.FromDigits(number);
                break;
            case TicLabel.NTARF:
                reading.CurrentRegister = RegisterOrNone((int)number);
                break;
            case TicLabel.STGE:
                reading.Status = new StatusRegister((uint)number);
                break;
            case TicLabel.SINSTS or TicLabel.PAPP:
                reading.ImportVa = (int)number;
                break;
            case TicLabel.SINSTI:
                reading.ExportVa = (int)number;
                break;
            case TicLabel.IRMS1 or TicLabel.IINST or TicLabel.IINST1:
                reading.Amperes = reading.Amperes with { Phase1 = (short)number };
                break;
            case TicLabel.IRMS2 or TicLabel.IINST2:
                reading.Amperes = reading.Amperes with { Phase2 = (short)number };
                break;
            case TicLabel.IRMS3 or TicLabel.IINST3:
                reading.Amperes = reading.Amperes with { Phase3 = (short)number };
                break;
            case TicLabel.URMS1:
                reading.Volts = reading.Volts with { Phase1 = (short)number };
                break;
            case TicLabel.URMS2:
                reading.Volts = reading.Volts with { Phase2 = (short)number };
                break;
            case TicLabel.URMS3:
                reading.Volts = reading.Volts with { Phase3 = (short)number };
                break;
        }
    }

    static void FinishStatus(ref Reading reading, bool hasDate)
    {
        if (reading.Status is not { } status)
        {
            return;
        }

        if (status.IsClockDegraded && hasDate)
        {
            reading.Clock = ClockQuality.Degraded;
        }

        if (reading.CurrentRegister == 0)
        {
            reading.CurrentRegister = RegisterOrNone(status.SupplierRegister);
        }
    }

    // NTARF has two digits and STGE four bits, for ten registers.
    static byte RegisterOrNone(int number) =>
        number is >= 1 and <= EnergyRegisters.SupplierCount ? (byte)number : (byte)0;
}
