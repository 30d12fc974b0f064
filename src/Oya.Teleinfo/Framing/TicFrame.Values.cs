namespace Oya.Teleinfo;

// What a frame says, in the types of what it says. Each is null when its group did not come, or was refused.
public readonly ref partial struct TicFrame
{
    /// <summary>
    /// Apparent power drawn, all phases, VA, 0..99 999: SINSTS (Enedis-NOI-CPT_54E §6.2.2), or PAPP of historic mode,
    /// which is rounded to 10 VA. It is not active power: a curve of energy is never made of it.
    /// </summary>
    public int? DrawnVa => (int?)(Number(TicLabel.SINSTS) ?? Number(TicLabel.PAPP));

    /// <summary>Apparent power injected, all phases, VA, 0..99 999: SINSTI, producers only (§6.2.2).</summary>
    public int? InjectedVa => (int?)Number(TicLabel.SINSTI);

    /// <summary>
    /// The last complete point of the load curve that the meter records, drawn, W: CCASN. Not sent unless recording
    /// is on; it may be days old (Enedis-NOI-CPT_54E §6.2.3.12).
    /// </summary>
    public LoadCurvePoint? LastPoint => PointOf(TicLabel.CCASN);

    /// <summary>The point before the last: CCASN-1. Between the two is the step of the curve (§6.2.3.12).</summary>
    public LoadCurvePoint? PreviousPoint => PointOf(TicLabel.CCASN_1);

    /// <summary>The dry contact and the virtual ones: RELAIS, standard mode (§6.2.2).</summary>
    public RelayStates? Relays => Number(TicLabel.RELAIS) is { } bits ? new RelayStates((byte)bits) : null;

    /// <summary>Apparent power drawn of one phase, VA, 0..99 999: SINSTS1..3, three-phase meters (§6.2.2).</summary>
    /// <param name="phase">1..3.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such phase.</exception>
    public int? DrawnVaOf(int phase) => (int?)Number(TicLabel.SINSTS1 + Place(phase));

    /// <summary>
    /// RMS current of one phase, A, 0..999, without a sign: IRMS1..3 (§6.2.2), or IINST, IINST1..3 of historic mode.
    /// </summary>
    /// <param name="phase">1..3; a single-phase meter has the first only.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such phase.</exception>
    public int? AmperesOf(int phase)
    {
        var place = Place(phase);
        return (int?)(Number(TicLabel.IRMS1 + place) ?? Number(TicLabel.IINST1 + place)
            ?? (phase == 1 ? Number(TicLabel.IINST) : null));
    }

    /// <summary>RMS voltage of one phase, V, 0..999: URMS1..3, standard mode (§6.2.2).</summary>
    /// <param name="phase">1..3; a single-phase meter has the first only.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such phase.</exception>
    public int? VoltsOf(int phase) => (int?)Number(TicLabel.URMS1 + Place(phase));

    /// <summary>
    /// The mobile peak that is announced or runs: DPM1..3 and FPM1..3, standard mode. Null when neither its start nor
    /// its end is known.
    /// </summary>
    /// <param name="number">1..3: the kind of the peak.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public MobilePeak? PeakOf(int number)
    {
        var place = (byte)(2 * Place(number));
        var peak = new MobilePeak(TimeOf(TicLabel.DPM1 + place), TimeOf(TicLabel.FPM1 + place));
        return peak == default ? null : peak;
    }

    /// <summary>
    /// A day profile: that of tomorrow (PJOURF+1), or that of the next peak day (PPOINTE), standard mode
    /// (Enedis-NOI-CPT_54E §6.2.3.22). The slots are made when they are asked for.
    /// </summary>
    /// <param name="label"><see cref="TicLabel.PJOURF_1"/> or <see cref="TicLabel.PPOINTE"/>; others have none.</param>
    public DayProfileSlot[]? ProfileOf(TicLabel label) =>
        TryGet(label, out var group) && DayProfile.TryParse(group.Data, out var slots) ? slots : null;

    LoadCurvePoint? PointOf(TicLabel label) =>
        Number(label) is { } watts && TimeOf(label) is { } end ? new LoadCurvePoint(end, (int)watts) : null;

    static byte Place(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 3);
        return (byte)(number - 1);
    }
}
