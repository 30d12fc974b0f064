namespace Oya.Teleinfo;

/// <summary>
/// What is known of the meters of a stream, and the anomalies of each new frame against it. These checks come after
/// parity, checksum and form, which look at one group only.
/// </summary>
/// <remarks>
/// <para>An anomaly marks a frame and blocks nothing: the decoder emits its groups as usual. A caller that makes
/// readings waits for the next frame, a second or two later. For any meter, the second of two frames that
/// agree has no anomaly.</para>
/// <para>The first frame of a meter is accepted when it is whole, because there is nothing to compare it with. The only
/// exception is an address that may be a damaged one (<see cref="IsUnknownMeter"/>). A frame of a known meter allocates
/// nothing.</para>
/// </remarks>
public sealed class MeterHistory
{
    /// <summary>100 000 meters, about 50 MB. No known stream has more.</summary>
    public const int DefaultCapacity = 100_000;

    // Each flipped bit damages one digit. When lost bytes glue a group to the address, at most three digits of that
    // group (a current) remain.
    const int MaxDamagedDigits = 3;

    // A large house consumes this in a minute and a small one in ten: the time between two frames of a thinned capture.
    const int NearWh = 500;

    // A stream with more meters is that of a fleet: many addresses are similar there, and some registers too.
    const int MaxCompared = 100;

    readonly int _half;
    Dictionary<MeterAddress, MeterState> _recent = [];
    Dictionary<MeterAddress, MeterState> _older = [];

    /// <summary>Creates an empty history.</summary>
    /// <param name="capacity">
    /// The most meters to remember, 2 or more. When the newer half is full, the older half is forgotten: the meters
    /// that were silent longest. A forgotten meter that comes back starts as a new one.
    /// </param>
    public MeterHistory(int capacity = DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 2);
        _half = capacity / 2;
    }

    /// <summary>The number of meters remembered.</summary>
    public int Count => _recent.Count + _older.Count;

    /// <summary>
    /// True when the address of a frame is new and may be a damaged one: it differs in at most three digits from that
    /// of a known meter, and the registers are that meter's to within 500 Wh.
    /// </summary>
    /// <remarks>
    /// Two meters of one batch may have addresses as similar. Their registers are hardly ever as similar too, except on
    /// new meters, which are not compared. Call this before <see cref="Check(in TicFrame)"/>: that method adds the
    /// address, and the result for the next frame with it is false.
    /// </remarks>
    public bool IsUnknownMeter(in TicFrame frame)
    {
        if (Count > MaxCompared || frame.Meter is not { } meter || _recent.ContainsKey(meter)
            || _older.ContainsKey(meter) || frame.Index <= NearWh)
        {
            return false;
        }

        var labels = FrameLabels.From(frame);
        foreach (var (known, state) in _recent.Concat(_older))
        {
            if (meter.IsWithin(MaxDamagedDigits, known) && state.IsLike(frame, labels, NearWh))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The anomalies of a frame; its time is its own DATE.</summary>
    public FrameAnomaly Check(in TicFrame frame) => Check(frame, frame.At, out _);

    /// <summary>The anomalies of a frame that was received at a time.</summary>
    /// <param name="frame">The frame. The caller passes each frame of the stream once, in order.</param>
    /// <param name="at">The instant of the frame; null when it is unknown: then an hour may have passed.</param>
    /// <param name="label">
    /// Receives the label concerned: the first one that is missing, out of sequence or invalid, or the register; or
    /// <see cref="TicLabel.Unknown"/>.
    /// </param>
    public FrameAnomaly Check(in TicFrame frame, Instant? at, out TicLabel label)
    {
        label = TicLabel.Unknown;
        var labels = FrameLabels.From(frame);
        if (labels.Valid.IsEmpty)
        {
            // No group is valid, or the meter sends no label that this library knows.
            return FrameAnomaly.None;
        }

        var order = frame.Summary.IsInSequence ? 0 : FrameLabels.GetOrder(frame, out label);
        var hasNoOrder = !frame.Summary.IsInSequence && (order == 0 || frame.Meter is null);
        if (labels.AreOfTwoModes || hasNoOrder)
        {
            return FrameAnomaly.Sequence;
        }

        var address = frame.Mode == TicMode.Historic ? TicLabel.ADCO : TicLabel.ADSC;
        if (frame.Meter is { } meter)
        {
            var isUnknown = IsUnknownMeter(frame);
            var state = GetState(meter);
            var anomaly = state.IsItsOrder(order) ? state.Check(frame, labels, at, out label) : FrameAnomaly.Sequence;
            label = isUnknown ? address : label;
            return isUnknown ? FrameAnomaly.UnknownMeter : anomaly;
        }

        label = address;
        return labels.Invalid.Has(label) ? FrameAnomaly.Incomplete : FrameAnomaly.Missing;
    }

    MeterState GetState(MeterAddress meter)
    {
        if (_recent.TryGetValue(meter, out var state))
        {
            return state;
        }

        if (!_older.Remove(meter, out state))
        {
            state = new();
        }

        if (_recent.Count >= _half)
        {
            (_recent, _older) = (_older, _recent);
            _recent.Clear();
        }

        _recent.Add(meter, state);
        return state;
    }
}
