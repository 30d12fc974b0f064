using System.Text;

namespace Oya.Proof;

// The groups of a frame, in the order of Enedis-NOI-CPT_54E §6.2.2 and Enedis-NOI-CPT_02E §2.5.
public sealed partial class InventedMeter
{
    static readonly string[] TempoPeriods = ["HCJB", "HPJB", "HCJW", "HPJW", "HCJR", "HPJR"];

    static readonly string[] Colours = ["----", "BLEU", "BLAN", "ROUG"];

    bool IsProducer => Kind is MeterKind.Producer or MeterKind.ThreePhaseProducer;

    int Phases => Kind is MeterKind.ThreePhaseProducer or MeterKind.Tempo ? 3 : 1;

    // A time of the day that has passed, the same from frame to frame.
    Horodate Earlier(int which) =>
        Horodate.FromInstant(_now.AddSeconds(-(_now.UnixSeconds % 86_400)).AddSeconds(-_offsets[which]));

    Horodate HalfHour(int before) =>
        Horodate.FromInstant(_now.AddSeconds(-(_now.UnixSeconds % 1800)).AddSeconds(-(1800 * before)));

    int VoltAmperes(int phase) => _amperes[phase] * _volts[phase];

    void WriteStandard(TicWriter w)
    {
        w.WriteGroup(TicLabel.ADSC, _address);
        w.WriteGroup(TicLabel.VTIC, 2);
        w.WriteGroup(TicLabel.DATE, Horodate.FromInstant(_now), ""u8);
        w.WriteGroup(TicLabel.NGTF, Encoding.ASCII.GetBytes(_register > 2 ? "     TEMPO      " : "H PLEINE/CREUSE "));
        w.WriteGroup(TicLabel.LTARF, Encoding.ASCII.GetBytes(_register % 2 == 0 ? "  HEURE  PLEINE " : "  HEURE  CREUSE "));
        WriteRegisters(w);
        WriteMeasures(w);
        WriteLoadCurve(w);
        WriteState(w);
    }

    void WriteRegisters(TicWriter w)
    {
        w.WriteGroup(TicLabel.EAST, _supplier.Sum() % 1_000_000_000);
        for (var i = 0; i < _supplier.Length; i++)
        {
            w.WriteGroup(TicLabel.EASF01 + (byte)i, _supplier[i]);
        }

        for (var i = 0; i < _distributor.Length; i++)
        {
            w.WriteGroup(TicLabel.EASD01 + (byte)i, _distributor[i]);
        }

        for (var i = 0; IsProducer && i < 5; i++)
        {
            w.WriteGroup(TicLabel.EAIT + (byte)i, _other[i]);
        }
    }

    void WriteMeasures(TicWriter w)
    {
        for (var i = 0; i < Phases; i++)
        {
            w.WriteGroup(TicLabel.IRMS1 + (byte)i, _amperes[i]);
        }

        for (var i = 0; i < Phases; i++)
        {
            w.WriteGroup(TicLabel.URMS1 + (byte)i, _volts[i]);
        }

        w.WriteGroup(TicLabel.PREF, _subscribed);
        w.WriteGroup(TicLabel.PCOUP, _subscribed);
        w.WriteGroup(TicLabel.SINSTS, VoltAmperes(0));
        for (var i = 0; Phases == 3 && i < 3; i++)
        {
            w.WriteGroup(TicLabel.SINSTS1 + (byte)i, VoltAmperes(i));
        }

        // Of the day, then of the day before: the total, and one a phase.
        for (var day = 0; day < 2; day++)
        {
            for (var i = 0; i < (Phases == 3 ? 4 : 1); i++)
            {
                w.WriteGroup(TicLabel.SMAXSN + (byte)(4 * day + i), Earlier(4 * day + i), _maxima[4 * day + i]);
            }
        }

        if (IsProducer)
        {
            w.WriteGroup(TicLabel.SINSTI, _amperes[2] * 40);
            w.WriteGroup(TicLabel.SMAXIN, Earlier(8), _maxima[8]);
            w.WriteGroup(TicLabel.SMAXIN_1, Earlier(9), _maxima[9]);
        }
    }

    void WriteLoadCurve(TicWriter w)
    {
        for (var i = 0; i < (IsProducer ? 4 : 2); i++)
        {
            w.WriteGroup(TicLabel.CCASN + (byte)i, HalfHour(i % 2), _curve[i]);
        }

        for (var i = 0; i < Phases; i++)
        {
            w.WriteGroup(TicLabel.UMOY1 + (byte)i, HalfHour(0), 225 + i + _choice % 10);
        }
    }

    void WriteState(TicWriter w)
    {
        w.WriteGroup(TicLabel.STGE, Encoding.ASCII.GetBytes($"{_status:X8}"));
        for (var i = 0; Kind == MeterKind.ThreePhaseProducer && i < 6; i++)
        {
            w.WriteGroup(TicLabel.DPM1 + (byte)i, new(' ', Earlier(10 + i).Local), Digits(i / 2, 2));
        }

        w.WriteGroup(TicLabel.MSG1, Encoding.ASCII.GetBytes(_message));
        if (Kind == MeterKind.ThreePhaseProducer)
        {
            w.WriteGroup(TicLabel.MSG2, Encoding.ASCII.GetBytes(_message.AsSpan(0, 16).ToArray()));
        }

        w.WriteGroup(TicLabel.PRM, _prm);
        w.WriteGroup(TicLabel.RELAIS, _choice % 256);
        w.WriteGroup(TicLabel.NTARF, _register);
        w.WriteGroup(TicLabel.NJOURF, _choice % 3);
        w.WriteGroup(TicLabel.NJOURF_1, _choice % 5);
        w.WriteGroup(TicLabel.PJOURF_1, Encoding.ASCII.GetBytes(_profile));
        if (Kind == MeterKind.ThreePhaseProducer)
        {
            w.WriteGroup(TicLabel.PPOINTE, Encoding.ASCII.GetBytes(_peakProfile));
        }
    }

    void WriteHistoric(TicWriter w)
    {
        if (Kind == MeterKind.Warning)
        {
            w.WriteGroup(TicLabel.ADIR1 + (byte)(_choice % 3), 30 + _amperes[_choice % 3]);
            w.WriteGroup(TicLabel.ADCO, _address);
            WriteCurrents(w, TicLabel.IINST1, 3);
            return;
        }

        w.WriteGroup(TicLabel.ADCO, _address);
        WriteTariff(w);
        WriteCurrents(w, Phases == 3 ? TicLabel.IINST1 : TicLabel.IINST, Phases);
        if (Kind == MeterKind.PeakAndOffPeak)
        {
            w.WriteGroup(TicLabel.ADPS, _amperes[1]);
        }

        for (var i = 0; i < Phases; i++)
        {
            w.WriteGroup((Phases == 3 ? TicLabel.IMAX1 : TicLabel.IMAX) + (byte)i, 60 + i * (_choice % 15));
        }

        if (Phases == 3)
        {
            w.WriteGroup(TicLabel.PMAX, _maxima[0]);
        }

        w.WriteGroup(TicLabel.PAPP, VoltAmperes(0) / 10 * 10);
        if (Kind is MeterKind.PeakAndOffPeak or MeterKind.Tempo)
        {
            w.WriteGroup(TicLabel.HHPHC, [(byte)"ACDEY"[_choice % 5]]);
        }

        w.WriteGroup(TicLabel.MOTDETAT, Encoding.ASCII.GetBytes(_choice % 2 == 0 ? "000000" : $"{_status & 0xFFFFFF:X6}"));
        if (Phases == 3)
        {
            w.WriteGroup(TicLabel.PPOT, Encoding.ASCII.GetBytes($"{_choice % 8 * 2:X2}"));
        }
    }

    void WriteTariff(TicWriter w)
    {
        var (option, first, count, periods) = Kind switch
        {
            MeterKind.Base => ("BASE", TicLabel.BASE, 1, new[] { "TH.." }),
            MeterKind.PeakAndOffPeak => ("HC..", TicLabel.HCHC, 2, ["HC..", "HP.."]),
            MeterKind.Ejp => ("EJP.", TicLabel.EJPHN, 2, ["HN..", "PM.."]),
            _ => ($"BBR{(char)(0x20 + _choice % 32)}", TicLabel.BBRHCJB, 6, TempoPeriods),
        };
        w.WriteGroup(TicLabel.OPTARIF, Encoding.ASCII.GetBytes(option));
        w.WriteGroup(TicLabel.ISOUSC, 15 + _choice % 60);
        for (var i = 0; i < count; i++)
        {
            w.WriteGroup(first + (byte)i, _supplier[i]);
        }

        if (Kind == MeterKind.Ejp)
        {
            w.WriteGroup(TicLabel.PEJP, 30);
        }

        w.WriteGroup(TicLabel.PTEC, Encoding.ASCII.GetBytes(periods[_choice % periods.Length]));
        if (Kind == MeterKind.Tempo)
        {
            w.WriteGroup(TicLabel.DEMAIN, Encoding.ASCII.GetBytes(Colours[_choice % 4]));
        }
    }

    void WriteCurrents(TicWriter w, TicLabel first, int count)
    {
        for (var i = 0; i < count; i++)
        {
            w.WriteGroup(first + (byte)i, _amperes[i]);
        }
    }

    static byte[] Digits(int value, int length) =>
        Encoding.ASCII.GetBytes(value.ToString($"D{length}", System.Globalization.CultureInfo.InvariantCulture));
}
