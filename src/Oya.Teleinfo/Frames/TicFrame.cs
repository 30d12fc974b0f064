namespace Oya.Teleinfo;

/// <summary>
/// A frame (<i>trame</i>) and its groups: views on the bytes of the stream, gone when the handler returns. Valid groups
/// are found by label; all of them, also the invalid ones, in <see cref="Groups"/>.
/// </summary>
public readonly ref partial struct TicFrame
{
    readonly ReadOnlySpan<byte> _text;
    readonly GroupSlice[] _slices;
    readonly long[] _numbers;
    readonly long[] _times;
    readonly LabelIndex _index;
    readonly long _textOffset;

    internal TicFrame(
        scoped in FrameSummary summary, ReadOnlySpan<byte> text, long textOffset, GroupSlice[] slices,
        long[] numbers, long[] times, LabelIndex index)
    {
        Summary = summary;
        _text = text;
        _textOffset = textOffset;
        _slices = slices;
        _numbers = numbers;
        _times = times;
        _index = index;
    }

    internal TicFrame(scoped in FrameSummary summary, ReadOnlySpan<byte> text, long textOffset, GroupList groups)
        : this(summary, text, textOffset, groups.SliceArray, groups.Numbers, groups.Times, groups.Index)
    {
    }

    /// <summary>Where it is in the stream, how it ended, and how many of its groups were valid.</summary>
    public FrameSummary Summary { get; }

    /// <summary>By its first valid group; <see cref="TicMode.Unknown"/> when it has none.</summary>
    public TicMode Mode => Summary.Mode;

    /// <summary>Its groups in the order of the stream, invalid ones with their fault and offset.</summary>
    public TicGroups Groups => new(_text, _textOffset, Slices);

    /// <summary>The meter, 12 digits: ADSC or ADCO; null when it was lost (Enedis-NOI-CPT_54E §6.1, §6.2.2).</summary>
    public MeterAddress? Meter => _index.Meter is not 0 and var index ? MeterAddress.FromDigits(_numbers[index]) : null;

    /// <summary>The usage point, 14 digits: PRM, standard mode only (Enedis-NOI-CPT_54E §6.2.2).</summary>
    public Prm? Prm => GetNumber(TicLabel.PRM) is { } value ? Teleinfo.Prm.FromDigits(value) : null;

    /// <summary>The meter's own time, to the second: DATE, standard mode only (Enedis-NOI-CPT_54E §6.2.1.1).</summary>
    // Without asking the table: DATE always has its season.
    public Instant? Time =>
        _index.GetTimeIndex(TicLabel.DATE) is not 0 and var index ? new Instant(_times[index - 1]) : null;

    /// <summary>
    /// Active energy drawn since the meter was installed, Wh: EAST, 0..999 999 999 (Enedis-NOI-CPT_54E §6.2.2); in
    /// historic mode the sum of the registers of the tariff option (§6.1), null unless all of them came.
    /// </summary>
    public long? ImportWh => GetNumber(TicLabel.EAST) ?? HistoricTotal.Compute(_index, _numbers);

    /// <summary>The status register: STGE, standard mode only (Enedis-NOI-CPT_54E §6.2.3.14).</summary>
    public StatusRegister? Status => GetNumber(TicLabel.STGE) is { } bits ? new StatusRegister((uint)bits) : null;

    /// <summary>The first valid group of a label.</summary>
    /// <param name="label">Any; of <see cref="TicLabel.Unknown"/> there is none.</param>
    /// <param name="group">A view, gone with the frame; the default when there is none.</param>
    /// <returns>False when no valid group of that label came.</returns>
    public bool TryGet(TicLabel label, out TicGroup group)
    {
        var index = _index[label];
        group = index == 0 ? default : Groups[index - 1];
        return index != 0;
    }

    /// <summary>
    /// The number that a label carries, in its unit; for labels of hexadecimal digits their value. Null when no valid
    /// group of that label came, or its data is no number.
    /// </summary>
    public long? GetNumber(TicLabel label)
    {
        var index = _index.GetNumberIndex(label);
        return index == 0 ? null : _numbers[index];
    }

    /// <summary>
    /// The instant of the horodate of a label; null when no valid group of that label came, when it has no horodate, or
    /// when it has no season and the local time is none, or two.
    /// </summary>
    public Instant? GetTime(TicLabel label)
    {
        var index = _index.GetTimeIndex(label);
        if (index == 0)
        {
            return null;
        }

        var use = LabelTable.ByLabel[(int)label]!.Horodate;
        var seconds = _times[index - 1];
        return use == HorodateUse.WithSeason ? new Instant(seconds)
            : use == HorodateUse.WithoutSeason
                && ParisDay.TryFromLocal(DateTime.UnixEpoch.AddSeconds(seconds), out var at) ? at
            : null;
    }

    /// <summary>What travels from the port to the store: meter, instant, registers, measures.</summary>
    /// <param name="reading">A copy that may be kept; of a frame that gave none, what there was of it.</param>
    /// <returns>Whether there is a reading, and whether its instant is still to be given.</returns>
    public ReadingOutcome Read(out Reading reading) => FrameReading.Read(this, out reading);

    internal ReadOnlySpan<GroupSlice> Slices => _slices.AsSpan(0, Summary.ValidGroups + Summary.InvalidGroups);

    internal ReadOnlySpan<long> Numbers => _numbers.AsSpan(0, _index.NumberCount ?? Slices.Length + 1);

    internal ReadOnlySpan<long> Times => _times.AsSpan(0, _index.TimeCount ?? Slices.Length);

    internal LabelIndex LabelIndex => _index;

    internal ReadOnlySpan<byte> Text => _text;

    internal bool Has(TicLabel label) => _index[label] != 0;

    internal long TextOffset => _textOffset;
}
