namespace Oya.Teleinfo;

/// <summary>Which group of a frame has a label: the first right one.</summary>
sealed class LabelPlaces
{
    readonly ushort[] _places;

    // Where the numbers and times of the labels are, when it is not where their groups are.
    ushort[]? _numbers, _times;

    public LabelPlaces() => _places = new ushort[LabelTable.ByLabel.Length];

    /// <param name="other">The places of the groups.</param>
    /// <param name="numbers">By label, one more than the place of its number.</param>
    /// <param name="numberCount">Places for numbers.</param>
    /// <param name="times">By label, one more than the place of its time.</param>
    /// <param name="timeCount">Places for times.</param>
    public LabelPlaces(LabelPlaces other, ushort[] numbers, int numberCount, ushort[] times, int timeCount)
        : this()
    {
        Set(other);
        _numbers = numbers;
        _times = times;
        NumberCount = numberCount;
        TimeCount = timeCount;
    }

    /// <summary>Places for numbers; null when there is one for each group.</summary>
    public int? NumberCount { get; private set; }

    /// <summary>Places for times; null when there is one for each group.</summary>
    public int? TimeCount { get; private set; }

    /// <summary>The energy registers of historic mode that there are: bit 0 is BASE, bit 10 BBRHPJR.</summary>
    public int HistoricRegisters { get; private set; }

    /// <summary>One more than the place of a label's group, or 0.</summary>
    public int this[TicLabel label] => Of(_places, label);

    /// <summary>One more than the place of a label's number, or 0.</summary>
    public int NumberOf(TicLabel label) => Of(_numbers ?? _places, label);

    /// <summary>One more than the place of a label's time, or 0.</summary>
    public int TimeOf(TicLabel label) => Of(_times ?? _places, label);

    // A number that is no label is one that no group has.
    static int Of(ushort[] places, TicLabel label) => (uint)label < (uint)places.Length ? places[(int)label] : 0;

    /// <summary>Takes note of a group; false when there is one of its label already.</summary>
    public bool Add(TicLabel label, int place)
    {
        if (_places[(int)label] != 0)
        {
            return false;
        }

        _places[(int)label] = (ushort)(place + 1);
        if (label is >= TicLabel.BASE and <= TicLabel.BBRHPJR)
        {
            HistoricRegisters |= 1 << (label - TicLabel.BASE);
        }

        return true;
    }

    public void Clear()
    {
        Array.Clear(_places);
        HistoricRegisters = 0;
    }

    /// <summary>Makes it the same as another one.</summary>
    public void Set(LabelPlaces other)
    {
        other._places.CopyTo(_places, 0);
        _numbers = other._numbers;
        _times = other._times;
        NumberCount = other.NumberCount;
        TimeCount = other.TimeCount;
        HistoricRegisters = other.HistoricRegisters;
    }
}
