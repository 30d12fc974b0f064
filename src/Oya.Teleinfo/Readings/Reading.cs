namespace Oya.Teleinfo;

/// <summary>
/// What one frame says of one meter at one second: the value that travels from the port to the store. What the frame
/// did not carry, or carried damaged, is null (Enedis-NOI-CPT_54E §6.1 for historic mode, §6.2.2 for standard mode).
/// </summary>
/// <remarks>
/// A copy that may be kept, and changed: what receives frames gives those of historic mode their instant.
/// </remarks>
public record struct Reading
{
    /// <summary>The meter, 12 digits: ADCO or ADSC.</summary>
    public MeterAddress Meter { get; set; }

    /// <summary>The usage point, 14 digits: PRM, standard mode.</summary>
    public Prm? Prm { get; set; }

    /// <summary>When the meter showed these values, to the second: DATE, or what <see cref="Source"/> says.</summary>
    public Instant At { get; set; }

    /// <summary>When they were received; equal to <see cref="At"/> for a capture replayed on its own clock.</summary>
    public Instant ReceivedAt { get; set; }

    /// <summary>Where <see cref="At"/> came from.</summary>
    public InstantSource Source { get; set; }

    /// <summary>What the meter says of its clock.</summary>
    public ClockQuality Clock { get; set; }

    /// <summary>The mode of the frame.</summary>
    public TicMode Mode { get; set; }

    /// <summary>The energy registers, Wh, 0..999 999 999.</summary>
    public EnergyRegisters Energy { get; set; }

    /// <summary>The supplier register in force, 1..10: NTARF, STGE or PTEC; 0 when the frame does not say.</summary>
    public byte CurrentRegister { get; set; }

    /// <summary>
    /// Apparent power drawn, VA, 0..99 999: SINSTS or PAPP. Never averaged into a curve: it is not active power.
    /// </summary>
    public int? ImportVa { get; set; }

    /// <summary>Apparent power injected, VA, 0..99 999: SINSTI.</summary>
    public int? ExportVa { get; set; }

    /// <summary>RMS current of each phase, A, 0..999, without a sign: IRMS1..3, IINST, IINST1..3.</summary>
    public PerPhase Amperes { get; set; }

    /// <summary>RMS voltage of each phase, V, 0..999: URMS1..3, standard mode.</summary>
    public PerPhase Volts { get; set; }

    /// <summary>The status register: STGE, standard mode (§6.2.3.14).</summary>
    public StatusRegister? Status { get; set; }

    /// <summary>The last point of the meter's own load curve, W: CCASN (§6.2.3.12).</summary>
    public LoadCurvePoint? LastPoint { get; set; }

    /// <summary>The one before, W: CCASN-1 (§6.2.3.12).</summary>
    public LoadCurvePoint? PreviousPoint { get; set; }
}
