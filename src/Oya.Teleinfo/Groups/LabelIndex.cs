using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>Which group of a frame has a label: the first valid one; and where its number and its time are.</summary>
sealed class LabelIndex
{
    /// <summary>The most registers of historic mode that an option has: Tempo.</summary>
    public const int MaxRegisters = 6;

    readonly ushort[] _groups;
    RegisterIndex _registers;
    int _registerCount;
    // The energy registers of historic mode that there are: bit 0 is BASE, bit 10 BBRHPJR.
    int _historic;
    ushort[] _numbers;

    // Where the times of the labels are, when it is not where their groups are.
    ushort[]? _times;
    ushort[]? _ownTimes;

    public LabelIndex()
    {
        _groups = new ushort[LabelTable.ByLabel.Length];
        _numbers = new ushort[LabelTable.ByLabel.Length];
    }

    /// <param name="other">The places of the groups.</param>
    /// <param name="numbers">By label, the place of its number.</param>
    /// <param name="numberCount">Places for numbers.</param>
    /// <param name="times">By label, one more than the place of its time.</param>
    /// <param name="timeCount">Places for times.</param>
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

    /// <summary>Places for numbers; null when there is one for each group.</summary>
    public int? NumberCount { get; private set; }

    /// <summary>Places for times; null when there is one for each group.</summary>
    public int? TimeCount { get; private set; }

    /// <summary>The energy registers of historic mode that there are, are all of one tariff option.</summary>
    public bool HasHistoricTotal { get; private set; }

    /// <summary>The place of the number of ADSC, or else of ADCO; 0 when there is neither.</summary>
    public int Meter { get; private set; }

    /// <summary>Where the numbers of the first six of them are, and 0 for each that there is not.</summary>
    public ref readonly RegisterIndex Registers => ref _registers;

    /// <summary>One more than the place of a label's group, or 0.</summary>
    public int this[TicLabel label] => Get(_groups, label);

    /// <summary>The place of a label's number; 0 when it has none.</summary>
    public int GetNumberIndex(TicLabel label) => Get(_numbers, label);

    /// <summary>One more than the place of a label's time, or 0.</summary>
    public int GetTimeIndex(TicLabel label) => Get(_times ?? _groups, label);

    // A number that is no label is one that no group has.
    static int Get(ushort[] index, TicLabel label) => (uint)label < (uint)index.Length ? index[(int)label] : 0;

    /// <summary>Takes note of a group; false when there is one of its label already.</summary>
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

    /// <summary>Forgets a label: its group is invalid.</summary>
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

    /// <summary>Makes it the same as another one.</summary>
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

    /// <summary>One place for each register that an option can have.</summary>
    [InlineArray(MaxRegisters)]
    public struct RegisterIndex
    {
        ushort _first;
    }
}
