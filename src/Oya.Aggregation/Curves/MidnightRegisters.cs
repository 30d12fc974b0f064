using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>
/// All registers of a meter at one instant, from the readings on either side of it. Each is interpolated and floored
/// like the total; the watt-hours that flooring loses go to the registers that lost most, so that the registers still
/// sum to the total.
/// </summary>
static class MidnightRegisters
{
    /// <summary>Values of supplier registers 1..10 (null: not sent) and of the injected total; null when not known.</summary>
    public static (long?[] Supplier, long? Export)? At(Instant at, Reading? before, Reading? after)
    {
        if (before is not { } first || after is not { } second)
        {
            return null;
        }

        var gap = second.At.UnixSeconds - first.At.UnixSeconds;
        var unchanged = gap > IndexSeries.OutageSeconds && first.Energy.ImportWh == second.Energy.ImportWh;
        if (gap > IndexSeries.LongestBracketSeconds && !unchanged)
        {
            return null;
        }

        var elapsed = at.UnixSeconds - first.At.UnixSeconds;
        var supplier = new long?[EnergyRegisters.SupplierCount];
        var lost = new List<(long Remainder, int Slot)>();
        long rise = 0, floored = 0;
        for (var i = 0; i < supplier.Length; i++)
        {
            if (first.Energy.GetSupplierWh(i + 1) is not { } from || second.Energy.GetSupplierWh(i + 1) is not { } to)
            {
                continue;
            }

            var step = Rise(from, to);
            var (share, remainder) = gap == 0 ? (0, 0) : Math.DivRem(step * elapsed, gap);
            supplier[i] = from + share;
            rise += step;
            floored += share;
            if (remainder > 0)
            {
                lost.Add((remainder, i));
            }
        }

        if (gap > 0 && rise == Rise(first.Energy.ImportWh, second.Energy.ImportWh))
        {
            var missing = (int)(rise * elapsed / gap - floored);
            foreach (var (_, slot) in lost.OrderByDescending(l => l.Remainder).ThenBy(l => l.Slot).Take(missing))
            {
                supplier[slot]++;
            }
        }

        return (supplier, Interpolate(first.Energy.ExportWh, second.Energy.ExportWh, elapsed, gap));
    }

    /// <summary>Difference of a register, across its rollover.</summary>
    public static long Rise(long? from, long? to)
    {
        var rise = (to - from) ?? 0;
        return rise < 0 ? rise + EnergyRegisters.Modulus : rise;
    }

    static long? Interpolate(long? from, long? to, long elapsed, long gap) =>
        from is null || to is null ? null : gap == 0 ? from : from + Rise(from, to) * elapsed / gap;
}
