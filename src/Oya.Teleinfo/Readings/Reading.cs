namespace Oya.Teleinfo;

/// <summary>What one frame says of one meter at one second: the value that travels from the port to the store.</summary>
public record struct Reading
{
    /// <summary>The meter: ADCO or ADSC.</summary>
    public MeterAddress Meter { get; set; }

    /// <summary>The usage point, when the frame names it (standard mode).</summary>
    public Prm? Prm { get; set; }

    /// <summary>When the meter showed these values.</summary>
    public Instant At { get; set; }

    /// <summary>When they were received; equal to <see cref="At"/> for a capture replayed on its own clock.</summary>
    public Instant ReceivedAt { get; set; }

    /// <summary>Where <see cref="At"/> came from.</summary>
    public InstantSource Source { get; set; }

    /// <summary>What the meter says of its clock.</summary>
    public ClockQuality Clock { get; set; }

    /// <summary>The mode of the frame.</summary>
    public TicMode Mode { get; set; }

    /// <summary>The energy registers, Wh.</summary>
    public EnergyRegisters Energy { get; set; }

    /// <summary>The supplier register in force, 1..10; 0 when the frame does not say.</summary>
    public byte CurrentRegister { get; set; }

    /// <summary>Apparent power drawn, VA: SINSTS or PAPP. Never averaged into a curve: it is not active power.</summary>
    public int? DrawnVa { get; set; }

    /// <summary>Apparent power injected, VA: SINSTI.</summary>
    public int? InjectedVa { get; set; }

    /// <summary>RMS current of each phase, A.</summary>
    public PerPhase Amperes { get; set; }

    /// <summary>RMS voltage of each phase, V: standard mode.</summary>
    public PerPhase Volts { get; set; }

    /// <summary>STGE: standard mode.</summary>
    public StatusRegister? Status { get; set; }

    /// <summary>The last point of the meter's own load curve: CCASN.</summary>
    public LoadCurvePoint? LastPoint { get; set; }

    /// <summary>The one before: CCASN-1.</summary>
    public LoadCurvePoint? PreviousPoint { get; set; }
}
