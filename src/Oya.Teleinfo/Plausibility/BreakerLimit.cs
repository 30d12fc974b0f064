namespace Oya.Teleinfo;

/// <summary>
/// The highest power that can flow through a meter, in W. The breaker trips on the square of 1.3 times its setting
/// (Enedis-NOI-CPT_54E §6.2.3), so 1.3 times the subscribed apparent power can flow forever.
/// </summary>
static class BreakerLimit
{
    /// <summary>
    /// The largest contract with a Linky is 36 kVA. It also limits the export, which no label does.
    /// </summary>
    public const long Ceiling = 36 * WattsPerKva;

    const long WattsPerKva = 1300;

    const int NominalVolts = 230;

    /// <summary>
    /// The limit of the import: from PCOUP, else PREF (kVA), else ISOUSC (A per phase), else the largest contract.
    /// </summary>
    public static long Watts(in TicFrame frame) =>
        frame.GetNumber(TicLabel.PCOUP) is > 0 and var breaking ? breaking * WattsPerKva
        : frame.GetNumber(TicLabel.PREF) is > 0 and var subscribed ? subscribed * WattsPerKva
        : frame.GetNumber(TicLabel.ISOUSC) is > 0 and var amperes
            ? amperes * NominalVolts * Phases(frame) * WattsPerKva / 1000
        : Ceiling;

    // Only single-phase meters send IINST. When that group was lost, the phases are unknown and the larger limit
    // applies.
    static int Phases(in TicFrame frame) => frame.Has(TicLabel.IINST) ? 1 : 3;
}
