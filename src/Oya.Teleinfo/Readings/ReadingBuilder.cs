namespace Oya.Teleinfo;

/// <summary>
/// The groups of one frame, to a <see cref="Reading"/>. Labels of both modes go to the same values
/// (TIC historic: BASE, HCHC, EJPHN, BBRHCJB are supplier register 1, and so on in their order).
/// </summary>
public struct ReadingBuilder
{
    // Bits of the supplier registers that each option of historic mode has, all of which its total needs.
    const int Base = 0b1, TwoRegisters = 0b11, Tempo = 0b11_1111;

    Reading _reading;
    bool _hasMeter, _hasDate, _isGlued;
    int _historicOptions;
    int _historicRegisters;

    /// <summary>Takes in a group of the frame; a refused one is left out.</summary>
    public void Add(in TicGroup group)
    {
        if (!group.IsRight)
        {
            return;
        }

        switch (group.Label)
        {
            case TicLabel.ADCO or TicLabel.ADSC:
                if (MeterAddress.TryParse(group.Data, out var meter))
                {
                    // Two addresses or two times in one frame: what was between two frames is lost, and values are mixed.
                    _isGlued |= _hasMeter;
                    _hasMeter = true;
                    _reading.Meter = meter;
                }

                break;
            case TicLabel.PRM:
                _reading.Prm = Prm.TryParse(group.Data, out var prm) ? prm : null;
                break;
            case TicLabel.DATE:
                var date = group.Horodate;
                _isGlued |= _hasDate;
                _hasDate = true;
                _reading.At = date.ToInstant();
                _reading.Clock = date.IsDegraded ? ClockQuality.Degraded : ClockQuality.Good;
                break;
            case >= TicLabel.BASE and <= TicLabel.BBRHPJR:
                AddHistoricRegister(group);
                break;
            case TicLabel.EAST or TicLabel.EAIT or (>= TicLabel.EASF01 and <= TicLabel.EASD04):
                AddStandardRegister(group);
                break;
            case TicLabel.PTEC:
                _reading.CurrentRegister = TariffCodes.Register(group.Data);
                break;
            case TicLabel.NTARF:
                _reading.CurrentRegister = RegisterOrNone((int)group.Number);
                break;
            case TicLabel.STGE:
                _reading.Status = StatusRegister.TryParse(group.Data, out var status) ? status : null;
                break;
            case TicLabel.CCASN:
                _reading.LastPoint = new(group.Horodate.ToInstant(), (int)group.Number);
                break;
            case TicLabel.CCASN_1:
                _reading.PreviousPoint = new(group.Horodate.ToInstant(), (int)group.Number);
                break;
            default:
                AddMeasure(group);
                break;
        }
    }

    /// <summary>Ends the frame and makes ready for the next one.</summary>
    /// <returns>The reading; its instant is still to be given when the result says so.</returns>
    public ReadingOutcome Complete(in FrameSummary frame, out Reading reading)
    {
        Finish(frame.Mode);
        reading = _reading;
        var outcome = !_hasMeter || _isGlued ? ReadingOutcome.NoMeter
            : _reading.Energy.Present == 0 ? ReadingOutcome.NoEnergy
            : _hasDate ? ReadingOutcome.Timed
            : frame.Mode == TicMode.Historic ? ReadingOutcome.Untimed
            : ReadingOutcome.NoDate;
        this = default;
        return outcome;
    }

    void AddHistoricRegister(in TicGroup group)
    {
        var (option, register) = group.Label switch
        {
            TicLabel.BASE => (0, 1),
            TicLabel.HCHC or TicLabel.HCHP => (1, group.Label - TicLabel.HCHC + 1),
            TicLabel.EJPHN or TicLabel.EJPHPM => (2, group.Label - TicLabel.EJPHN + 1),
            _ => (3, group.Label - TicLabel.BBRHCJB + 1),
        };
        _historicOptions |= 1 << option;
        _historicRegisters |= 1 << (register - 1);
        var energy = _reading.Energy;
        energy.SetSupplier(register, (int)group.Number);
        _reading.Energy = energy;
    }

    void AddStandardRegister(in TicGroup group)
    {
        var energy = _reading.Energy;
        var wh = (int)group.Number;
        switch (group.Label)
        {
            case TicLabel.EAST:
                energy.DrawnWh = wh;
                break;
            case TicLabel.EAIT:
                energy.InjectedWh = wh;
                break;
            case <= TicLabel.EASF10:
                energy.SetSupplier(group.Label - TicLabel.EASF01 + 1, wh);
                break;
            default:
                energy.SetDistributor(group.Label - TicLabel.EASD01 + 1, wh);
                break;
        }

        _reading.Energy = energy;
    }

    void AddMeasure(in TicGroup group)
    {
        switch (group.Label)
        {
            case TicLabel.SINSTS or TicLabel.PAPP:
                _reading.DrawnVa = (int)group.Number;
                break;
            case TicLabel.SINSTI:
                _reading.InjectedVa = (int)group.Number;
                break;
            case TicLabel.IRMS1 or TicLabel.IINST or TicLabel.IINST1:
                _reading.Amperes = _reading.Amperes with { Phase1 = (short)group.Number };
                break;
            case TicLabel.IRMS2 or TicLabel.IINST2:
                _reading.Amperes = _reading.Amperes with { Phase2 = (short)group.Number };
                break;
            case TicLabel.IRMS3 or TicLabel.IINST3:
                _reading.Amperes = _reading.Amperes with { Phase3 = (short)group.Number };
                break;
            case TicLabel.URMS1:
                _reading.Volts = _reading.Volts with { Phase1 = (short)group.Number };
                break;
            case TicLabel.URMS2:
                _reading.Volts = _reading.Volts with { Phase2 = (short)group.Number };
                break;
            case TicLabel.URMS3:
                _reading.Volts = _reading.Volts with { Phase3 = (short)group.Number };
                break;
        }
    }

    // NTARF has two digits and STGE four bits, for ten registers.
    static byte RegisterOrNone(int number) =>
        number is >= 1 and <= EnergyRegisters.SupplierCount ? (byte)number : (byte)0;

    void Finish(TicMode mode)
    {
        _reading.Mode = mode;
        if (_reading.Status is { ClockDegraded: true } && _hasDate)
        {
            _reading.Clock = ClockQuality.Degraded;
        }

        if (_reading.Status is { } status && _reading.CurrentRegister == 0)
        {
            _reading.CurrentRegister = RegisterOrNone(status.SupplierRegister);
        }

        var complete = (_historicOptions, _historicRegisters) switch
        {
            (0b0001, Base) or (0b0010, TwoRegisters) or (0b0100, TwoRegisters) or (0b1000, Tempo) => true,
            _ => false,
        };
        if (complete)
        {
            // The total of a meter in historic mode is the sum of its registers: it sends no other.
            var energy = _reading.Energy;
            long total = 0;
            for (var number = 1; number <= EnergyRegisters.SupplierCount; number++)
            {
                total += energy.Supplier(number) ?? 0;
            }

            energy.DrawnWh = total;
            _reading.Energy = energy;
        }
    }
}
