namespace Oya.Teleinfo;

/// <summary>
/// The total of a meter in historic mode is the sum of its registers: it sends no other. It is known when every register
/// of one tariff option came, and none of another (Enedis-NOI-CPT_54E §6.1).
/// </summary>
static class HistoricTotal
{
    public static long? Of(in TicFrame frame) =>
        frame.Mode != TicMode.Historic ? null
        : frame.Has(TicLabel.BASE) ? Sum(frame, TicLabel.BASE, TicLabel.BASE)
        : frame.Has(TicLabel.HCHC) ? Sum(frame, TicLabel.HCHC, TicLabel.HCHP)
        : frame.Has(TicLabel.EJPHN) ? Sum(frame, TicLabel.EJPHN, TicLabel.EJPHPM)
        : Sum(frame, TicLabel.BBRHCJB, TicLabel.BBRHPJR);

    static long? Sum(in TicFrame frame, TicLabel first, TicLabel last)
    {
        long total = 0;
        for (var label = TicLabel.BASE; label <= TicLabel.BBRHPJR; label++)
        {
            if (frame.Has(label) != (label >= first && label <= last))
            {
                return null;
            }

            total += frame.Number(label) ?? 0;
        }

        return total;
    }
}
