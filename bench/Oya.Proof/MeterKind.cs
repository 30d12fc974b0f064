namespace Oya.Proof;

/// <summary>Kinds of meters, whose frames have different labels.</summary>
public enum MeterKind
{
    /// <summary>Standard mode, single-phase: 38 groups.</summary>
    SinglePhase,

    /// <summary>Standard mode, single-phase, a producer.</summary>
    Producer,

    /// <summary>Standard mode, three phases, a producer, mobile peaks: all labels of standard mode.</summary>
    ThreePhaseProducer,

    /// <summary>Historic mode, single-phase, one tariff.</summary>
    Base,

    /// <summary>Historic mode, single-phase, peak and off-peak, with a warning of its current.</summary>
    PeakAndOffPeak,

    /// <summary>Historic mode, single-phase, EJP.</summary>
    Ejp,

    /// <summary>Historic mode, three phases, Tempo.</summary>
    Tempo,

    /// <summary>Historic mode, three phases, one of them above its setting: the short frame.</summary>
    Warning,
}

public static class MeterKinds
{
    public static MeterKind[] ForMode(TicMode mode) => mode == TicMode.Standard
        ? [MeterKind.SinglePhase, MeterKind.Producer, MeterKind.ThreePhaseProducer]
        : [MeterKind.Base, MeterKind.PeakAndOffPeak, MeterKind.Ejp, MeterKind.Tempo, MeterKind.Warning];

    public static TicMode GetMode(MeterKind kind) =>
        kind <= MeterKind.ThreePhaseProducer ? TicMode.Standard : TicMode.Historic;
}
