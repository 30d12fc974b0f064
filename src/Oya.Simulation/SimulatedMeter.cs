using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>A meter of the village and its contract.</summary>
public sealed record SimulatedMeter
{
    /// <summary>Its index in the village, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The usage point.</summary>
    public required Prm Prm { get; init; }

    /// <summary>The address: ADSC, or ADCO.</summary>
    public required MeterAddress Address { get; init; }

    /// <summary>The TIC mode that it sends.</summary>
    public required TicMode Mode { get; init; }

    /// <summary>The tariff.</summary>
    public required MeterTariff Tariff { get; init; }

    /// <summary>1 or 3.</summary>
    public required int Phases { get; init; }

    /// <summary>True when it has a solar roof and counts exported energy.</summary>
    public required bool IsProducer { get; init; }

    /// <summary>Subscribed power, kVA.</summary>
    public required int SubscribedKva { get; init; }

    /// <summary>The customer's consents.</summary>
    public required CustomerConsent Consent { get; init; }

    /// <summary>The total import index at the first midnight, Wh.</summary>
    public required long StartIndexWh { get; init; }

    /// <summary>The customer: <c>H000123</c>.</summary>
    public string Holder => $"H{Index + 1:D6}";

    /// <summary>True when the meter records its load curve, and so sends CCASN.</summary>
    public bool RecordsCurve => Consent != CustomerConsent.None;

    /// <summary>Slots of tomorrow's profile (PJOURF+1), 1..4; null: those of the tariff.</summary>
    internal int? TomorrowSlots { get; init; }

    /// <summary>The number of supplier registers that the tariff uses.</summary>
    internal int RegisterCount => Tariff switch
    {
        MeterTariff.Base => 1,
        MeterTariff.Tempo => 6,
        _ => 2,
    };
}
