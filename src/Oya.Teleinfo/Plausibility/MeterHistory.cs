namespace Oya.Teleinfo;

/// <summary>
/// The memory of the meters of a stream, and what it says of each next frame: the defences behind parity, checksum and
/// form, which judge a group by itself.
/// </summary>
/// <remarks>
/// <para>An anomaly is a mark and no lock: the groups of the frame are handed on as ever, and a program that makes
/// readings of them waits for the next frame, a second or two away. Whatever a meter comes to send, the second of two
/// frames that agree has no anomaly.</para>
/// <para>The first frame of a meter is believed when it is whole: nothing is known that speaks against it, but of an
/// address that may be a damaged one (<see cref="FrameAnomaly.UnknownMeter"/>). Nothing is allocated for a frame of a
/// meter that is remembered.</para>
/// <para>For one stream, and for one thread at a time.</para>
/// </remarks>
public sealed class MeterHistory
{
    /// <summary>100 000 meters: some 50 MB. More than any one stream has that was heard of.</summary>
    internal const int DefaultCapacity = 100_000;

    // Each flipped bit damages one digit; and of a group that lost bytes glued to the address, a current, three remain.
    const int MaxDamagedDigits = 3;

    // What a large house draws in a minute, a small one in ten: from one frame to the next of a thinned capture.
    const int NearWh = 500;

    // A stream of more is that of a fleet: many addresses are near one another, and some registers too.
    const int MaxCompared = 100;

    readonly int _half;
    Dictionary<MeterAddress, MeterState> _recent = [];
    Dictionary<MeterAddress, MeterState> _older = [];

    /// <summary>Makes an empty memory.</summary>
    /// <param name="capacity">
    /// Meters remembered, 2 or more. Past it those are forgotten that were silent longest: the older half, when the
    /// newer one is full. A meter that comes back is a new one.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is less than 2.</exception>
    public MeterHistory(int capacity = DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 2);
        _half = capacity / 2;
    }

    /// <summary>Meters remembered.</summary>
    internal int Count => _recent.Count + _older.Count;

    /// <summary>What speaks against a frame whose time is its own DATE.</summary>
    /// <param name="frame">Each frame of the stream in its turn, once: it is remembered.</param>
    public FrameAnomaly Check(in TicFrame frame) => Check(frame, frame.Time, out _);

    /// <summary>What speaks against a frame whose time is known to the receiver.</summary>
    /// <param name="frame">Each frame of the stream in its turn, once: it is remembered.</param>
    /// <param name="at">
    /// Its instant; null when it is not known: then an hour may have passed. Of an address that may be a damaged one
    /// only the frame's own time counts.
    /// </param>
    /// <param name="label">
    /// The label it shows at: the first one that is missing, out of sequence or invalid, the register, or the address;
    /// or <see cref="TicLabel.Unknown"/>.
    /// </param>
    public FrameAnomaly Check(in TicFrame frame, Instant? at, out TicLabel label)
    {
        label = TicLabel.Unknown;
        var labels = FrameLabels.From(frame);
        if (labels.Valid.IsEmpty)
        {
            // Nothing of it was accepted, or it is of a meter whose labels are none of ours.
            return FrameAnomaly.None;
        }

        var order = frame.Summary.IsInSequence ? 0 : FrameLabels.GetOrder(frame, out label);
        var hasNoOrder = !frame.Summary.IsInSequence && (order == 0 || frame.Meter is null);
        if (labels.AreOfTwoModes || hasNoOrder)
        {
            return FrameAnomaly.Sequence
                | (IsUnknownMeter(frame, labels) ? FrameAnomaly.UnknownMeter : FrameAnomaly.None);
        }

        var address = frame.Mode == TicMode.Historic ? TicLabel.ADCO : TicLabel.ADSC;
        if (frame.Meter is { } meter)
        {
            var isUnknown = IsUnknownMeter(frame, labels);
            var memory = From(meter);
            // A receiver that counts the time of each meter knows none of one that never was.
            var time = isUnknown ? frame.Time : at;
            var anomaly = memory.IsItsOrder(order)
                ? memory.Check(frame, labels, time, out label)
                : FrameAnomaly.Sequence;
            label = isUnknown ? address : label;
            return isUnknown ? FrameAnomaly.UnknownMeter : anomaly;
        }

        label = address;
        return labels.Invalid.Has(label) ? FrameAnomaly.Incomplete : FrameAnomaly.Missing;
    }

    // The registers of two meters of one batch are hardly ever as near as their addresses, but on new ones, which are
    // not compared.
    bool IsUnknownMeter(in TicFrame frame, in FrameLabels labels)
    {
        if (Count > MaxCompared || frame.Meter is not { } meter || _recent.ContainsKey(meter)
            || _older.ContainsKey(meter) || frame.ImportWh <= NearWh)
        {
            return false;
        }

        foreach (var (known, memory) in _recent.Concat(_older))
        {
            if (meter.IsWithin(MaxDamagedDigits, known) && memory.IsLike(frame, labels, NearWh))
            {
                return true;
            }
        }

        return false;
    }

    MeterState From(MeterAddress meter)
    {
        if (_recent.TryGetValue(meter, out var memory))
        {
            return memory;
        }

        if (!_older.Remove(meter, out memory))
        {
            memory = new();
        }

        if (_recent.Count >= _half)
        {
            (_recent, _older) = (_older, _recent);
            _recent.Clear();
        }

        _recent.Add(meter, memory);
        return memory;
    }
}
