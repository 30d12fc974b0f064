namespace Oya.Teleinfo;

// What a frame says, in the types of what it says. Each is null when its group did not come, or was invalid.
public readonly ref partial struct TicFrame
{
    /// <summary>
    /// Apparent power drawn, all phases, VA, 0..99 999: SINSTS (Enedis-NOI-CPT_54E §6.2.2), or PAPP of historic mode,
    /// which is rounded to 10 VA. It is not active power: a curve of energy is never made of it.
    /// </summary>
    public int? ImportVa => (int?)(GetNumber(TicLabel.SINSTS) ?? GetNumber(TicLabel.PAPP));

    /// <summary>Apparent power injected, all phases, VA, 0..99 999: SINSTI, producers only (§6.2.2).</summary>
    public int? ExportVa => (int?)GetNumber(TicLabel.SINSTI);

    /// <summary>
    /// The last complete point of the load curve that the meter records, drawn, W: CCASN. Not sent unless recording
    /// is on; it may be days old (Enedis-NOI-CPT_54E §6.2.3.12).
    /// </summary>
    public LoadCurvePoint? LastPoint => GetLoadCurvePoint(TicLabel.CCASN);

    /// <summary>The point before the last: CCASN-1. Between the two is the step of the curve (§6.2.3.12).</summary>
    public LoadCurvePoint? PreviousPoint => GetLoadCurvePoint(TicLabel.CCASN_1);

    /// <summary>The dry contact and the virtual ones: RELAIS, standard mode (§6.2.2).</summary>
    public RelayStates? Relays => GetNumber(TicLabel.RELAIS) is { } bits ? new RelayStates((byte)bits) : null;

    /// <summary>Apparent power drawn of one phase, VA, 0..99 999: SINSTS1..3, three-phase meters (§6.2.2).</summary>
    /// <param name="phase">1..3.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such phase.</exception>
    public int? GetImportVa(int phase) => (int?)GetNumber(TicLabel.SINSTS1 + ToIndex(phase));

    /// <summary>
    /// RMS current of one phase, A, 0..999, without a sign: IRMS1..3 (§6.2.2), or IINST, IINST1..3 of historic mode.
    /// </summary>
    /// <param name="phase">1..3; a single-phase meter has the first only.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such phase.</exception>
    public int? GetCurrent(int phase)
    {
        var index = ToIndex(phase);
        return (int?)(GetNumber(TicLabel.IRMS1 + index) ?? GetNumber(TicLabel.IINST1 + index)
            ?? (phase == 1 ? GetNumber(TicLabel.IINST) : null));
    }

    /// <summary>RMS voltage of one phase, V, 0..999: URMS1..3, standard mode (§6.2.2).</summary>
    /// <param name="phase">1..3; a single-phase meter has the first only.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such phase.</exception>
    public int? GetVoltage(int phase) => (int?)GetNumber(TicLabel.URMS1 + ToIndex(phase));

    /// <summary>
    /// The mobile peak that is announced or runs: DPM1..3 and FPM1..3, standard mode. Null when neither its start nor
    /// its end is known.
    /// </summary>
    /// <param name="number">1..3: the kind of the peak.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public MobilePeak? GetMobilePeak(int number)
    {
        var index = (byte)(2 * ToIndex(number));
        var peak = new MobilePeak(GetTime(TicLabel.DPM1 + index), GetTime(TicLabel.FPM1 + index));
        return peak == default ? null : peak;
    }

    /// <summary>
    /// A day profile: that of tomorrow (PJOURF+1), or that of the next peak day (PPOINTE), standard mode
    /// (Enedis-NOI-CPT_54E §6.2.3.22). The slots are made when they are asked for.
    /// </summary>
    /// <param name="label"><see cref="TicLabel.PJOURF_1"/> or <see cref="TicLabel.PPOINTE"/>; others have none.</param>
    /// <returns>The slots in use, 0 to 11, in order; null when the profile did not come.</returns>
    public DayProfileSlot[]? GetDayProfile(TicLabel label) =>
        TryGet(label, out var group) && DayProfile.TryParse(group.Data, out var slots) ? slots : null;

    LoadCurvePoint? GetLoadCurvePoint(TicLabel label) =>
        GetNumber(label) is { } watts && GetTime(label) is { } end ? new LoadCurvePoint(end, (int)watts) : null;

    static byte ToIndex(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 3);
        return (byte)(number - 1);
    }
}
