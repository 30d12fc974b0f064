using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>The index from a label to its first valid group in a frame, to its number and to its time.</summary>
sealed class LabelIndex
{
    /// <summary>The most registers that a tariff option of historic mode has: those of Tempo.</summary>
    public const int MaxRegisters = 6;

    readonly ushort[] _groups;
    RegisterIndex _registers;
    int _registerCount;
    // The energy registers of historic mode in the frame: bit 0 is BASE, bit 10 BBRHPJR.
    int _historic;
    ushort[] _numbers;

    // The index of the times; null when a time has the index of its group.
    ushort[]? _times;
    ushort[]? _ownTimes;

    public LabelIndex()
    {
        _groups = new ushort[LabelTable.ByLabel.Length];
        _numbers = new ushort[LabelTable.ByLabel.Length];
    }

    /// <param name="other">The index of the groups.</param>
    /// <param name="numbers">For each label, the index of its number.</param>
    /// <param name="numberCount">Entries for numbers.</param>
    /// <param name="times">For each label, one more than the index of its time.</param>
    /// <param name="timeCount">Entries for times.</param>
    public LabelIndex(LabelIndex other, ushort[] numbers, int numberCount, ushort[] times, int timeCount)
        : this()
    {
        Set(other);
        _numbers = numbers;
        _times = times;
        NumberCount = numberCount;
        TimeCount = timeCount;
        FindMeterAndRegisters();
    }

    /// <summary>Entries for numbers; null when each group has one.</summary>
    public int? NumberCount { get; private set; }

    /// <summary>Entries for times; null when each group has one.</summary>
    public int? TimeCount { get; private set; }

    /// <summary>True when the energy registers of historic mode in the frame are those of one tariff option.</summary>
    public bool HasHistoricTotal { get; private set; }

    /// <summary>The index of the number of ADSC, else of ADCO; 0 when the frame has neither.</summary>
    public int Meter { get; private set; }

    /// <summary>
    /// The index of the number of each of the first six registers; 0 for each that the frame does not have.
    /// </summary>
    public ref readonly RegisterIndex Registers => ref _registers;

    /// <summary>One more than the index of a label's group, or 0.</summary>
    public int this[TicLabel label] => Get(_groups, label);

    /// <summary>The index of a label's number; 0 when it has none.</summary>
    public int GetNumberIndex(TicLabel label) => Get(_numbers, label);

    /// <summary>One more than the index of a label's time, or 0.</summary>
    public int GetTimeIndex(TicLabel label) => Get(_times ?? _groups, label);

    // A value outside the enumeration is a label that no group has.
    static int Get(ushort[] index, TicLabel label) => (uint)label < (uint)index.Length ? index[(int)label] : 0;

    /// <summary>Adds a group; false when its label already has one.</summary>
    public bool Add(TicLabel label, int index)
    {
        if (_groups[(int)label] != 0)
        {
            return false;
        }

        _groups[(int)label] = (ushort)(index + 1);
        _numbers[(int)label] = (ushort)(LabelTable.IsNumber(label) ? index + 1 : 0);
        if (label == TicLabel.ADSC || (label == TicLabel.ADCO && Meter == 0))
        {
            Meter = index + 1;
        }
        else if (label is >= TicLabel.BASE and <= TicLabel.BBRHPJR)
        {
            _historic |= 1 << (label - TicLabel.BASE);
            HasHistoricTotal = HistoricTotal.IsOption(_historic);
            if (_registerCount < MaxRegisters)
            {
                _registers[_registerCount++] = (ushort)(index + 1);
            }
        }

        return true;
    }

    /// <summary>Removes a label whose group is invalid.</summary>
    public void Remove(TicLabel label)
    {
        _groups[(int)label] = _numbers[(int)label] = 0;
        _times?[(int)label] = 0;
        if (label is >= TicLabel.BASE and <= TicLabel.BBRHPJR)
        {
            _historic &= ~(1 << (label - TicLabel.BASE));
            HasHistoricTotal = HistoricTotal.IsOption(_historic);
        }

        FindMeterAndRegisters();
    }

    public void Clear()
    {
        Array.Clear(_groups);
        Array.Clear(_numbers);
        _registers = default;
        _registerCount = 0;
        _historic = 0;
        HasHistoricTotal = false;
        Meter = 0;
    }

    /// <summary>Copies another index into this one.</summary>
    public void Set(LabelIndex other)
    {
        other._groups.CopyTo(_groups, 0);
        other._numbers.CopyTo(_numbers, 0);
        _registers = other._registers;
        _registerCount = other._registerCount;
        if (other._times is null)
        {
            _times = null;
        }
        else
        {
            _times = _ownTimes ??= new ushort[_groups.Length];
            other._times.CopyTo(_times, 0);
        }

        NumberCount = other.NumberCount;
        TimeCount = other.TimeCount;
        _historic = other._historic;
        HasHistoricTotal = other.HasHistoricTotal;
        Meter = other.Meter;
    }

    void FindMeterAndRegisters()
    {
        Meter = _numbers[(int)(_numbers[(int)TicLabel.ADSC] != 0 ? TicLabel.ADSC : TicLabel.ADCO)];
        _registers = default;
        _registerCount = 0;
        for (var label = TicLabel.BASE; label <= TicLabel.BBRHPJR && _registerCount < MaxRegisters; label++)
        {
            if (_numbers[(int)label] != 0)
            {
                _registers[_registerCount++] = _numbers[(int)label];
            }
        }
    }

    /// <summary>One entry for each register that a tariff option can have.</summary>
    [InlineArray(MaxRegisters)]
    public struct RegisterIndex
    {
        ushort _first;
    }
}
