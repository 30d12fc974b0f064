namespace Oya.Teleinfo;

/// <summary>
/// The most power that can flow through a meter, W. The breaker trips on the square of 1.3 times its setting
/// (Enedis-NOI-CPT_54E §6.2.3), so 1.3 times the subscribed apparent power passes for ever.
/// </summary>
static class BreakerLimit
{
    /// <summary>
    /// The largest contract that has a Linky is 36 kVA; also the bound of what is injected, which has no label.
    /// </summary>
    public const long Ceiling = 36 * WattsPerKva;

    const long WattsPerKva = 1300;

    const int NominalVolts = 230;

    /// <summary>
    /// What may be drawn: by PCOUP, else PREF (kVA), else ISOUSC (A a phase), else by the largest contract.
    /// </summary>
    public static long Watts(in TicFrame frame) =>
        frame.GetNumber(TicLabel.PCOUP) is > 0 and var breaking ? breaking * WattsPerKva
        : frame.GetNumber(TicLabel.PREF) is > 0 and var subscribed ? subscribed * WattsPerKva
        : frame.GetNumber(TicLabel.ISOUSC) is > 0 and var amperes
            ? amperes * NominalVolts * Phases(frame) * WattsPerKva / 1000
        : Ceiling;

    // IINST is of single-phase meters alone; where it was lost that is not known, and the larger bound holds.
    static int Phases(in TicFrame frame) => frame.Has(TicLabel.IINST) ? 1 : 3;
}
