using Oya.Simulation;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Cli.Demo;

/// <summary>
/// Compares what was built with what the simulator knows. A half-hour that is marked certain must be right to the
/// watt-hour; one that is interpolated may differ by what was drawn in the gap; one that is absent must have a reason.
/// </summary>
sealed class TruthCheck(Village village, Stores stores)
{
    /// <summary>Half-hours marked certain, and right.</summary>
    public long Exact { get; private set; }

    /// <summary>Half-hours marked certain, and wrong.</summary>
    public long Wrong { get; private set; }

    /// <summary>Half-hours with an uncertain split (iv 1), and the most that one is off, Wh.</summary>
    public long Interpolated { get; private set; }

    /// <summary>The most that an interpolated half-hour is off, Wh.</summary>
    public long FurthestOff { get; private set; }

    /// <summary>Half-hours, or readings inside a day, of customers without both consents; there must be none.</summary>
    public long Leaked { get; private set; }

    /// <summary>Half-hours of customers with both consents, absent because a noisy line damaged their boundary.</summary>
    public long Absent { get; private set; }

    /// <summary>Days whose energy is right.</summary>
    public long DaysRight { get; private set; }

    /// <summary>Days whose energy is wrong, or unknown though nothing was damaged.</summary>
    public long DaysWrong { get; private set; }

    /// <summary>Days whose midnight was damaged on the line: their energy is interpolated, or unknown.</summary>
    public long DaysDamaged { get; private set; }

    public bool IsGood => Wrong == 0 && Leaked == 0 && DaysWrong == 0 && Exact > 0;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var meter in village.Meters)
        {
            var truth = village.Truth(meter.Index).ToLookup(point => ParisDay.Containing(point.HalfHour.Start));
            var owner = CurveOwner.From(meter.Prm);
            var curves = await stores.Curves.ReadCurvesAsync(
                owner, village.FirstDay, village.LastDay.Next, cancellationToken);
            foreach (var day in truth)
            {
                Compare(meter, curves.FirstOrDefault(curve => curve.Day == day.Key), [.. day]);
            }

            await CountReadingsAsync(meter, cancellationToken);

            var days = await stores.Curves.ReadDailyAsync(
                owner, village.FirstDay, village.LastDay.Next, cancellationToken);
            foreach (var (day, points) in truth.Select(day => (day.Key, day.ToList())))
            {
                CompareDay(meter, days.FirstOrDefault(energy => energy.Day == day), points);
            }
        }
    }

    void Compare(SimulatedMeter meter, LoadCurve? curve, List<TruthPoint> truth)
    {
        for (var i = 0; i < truth.Count; i++)
        {
            var wh = curve?.Points[i].Wh;
            if (meter.Consent != CustomerConsent.Both)
            {
                Leaked += wh is null ? 0 : 1;
            }
            else if (wh is null)
            {
                Absent += DemoVillage.IsNoisy(meter.Index) ? 1 : 0;
                Wrong += DemoVillage.IsNoisy(meter.Index) ? 0 : 1;
            }
            else if (curve!.Points[i].Iv != 0)
            {
                Interpolated++;
                FurthestOff = Math.Max(FurthestOff, Math.Abs(wh.Value - truth[i].ImportWh));
            }
            else if (wh == truth[i].ImportWh)
            {
                Exact++;
            }
            else
            {
                Wrong++;
            }
        }
    }

    /// <summary>Without both consents nothing is kept but the first and the last reading of each day.</summary>
    async Task CountReadingsAsync(SimulatedMeter meter, CancellationToken cancellationToken)
    {
        if (meter.Consent != CustomerConsent.Both)
        {
            var kept = await stores.Readings.ReadIndexAsync(
                meter.Address, village.Start, village.End, cancellationToken);
            Leaked += kept.GroupBy(point => ParisDay.Containing(point.At)).Sum(day => Math.Max(0, day.Count() - 2));
        }
    }

    // A midnight interpolated over two minutes is off by what is drawn in them: well under the kWh of an error.
    static bool IsNear(DailyEnergy energy, List<TruthPoint> truth) =>
        Math.Abs(energy.ImportWh!.Value - truth.Sum(point => (long)point.ImportWh)) < 200;

    void CompareDay(SimulatedMeter meter, DailyEnergy? energy, List<TruthPoint> truth)
    {
        var right = energy?.ImportWh == truth.Sum(point => (long)point.ImportWh)
            && (energy?.ExportWh ?? 0) == truth.Sum(point => (long)point.ExportWh);
        if (right)
        {
            DaysRight++;
        }
        else if (DemoVillage.IsNoisy(meter.Index) && (energy?.ImportWh is null || IsNear(energy, truth)))
        {
            DaysDamaged++;
        }
        else
        {
            DaysWrong++;
        }
    }
}
