using System.Globalization;
using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>The CSV files beside the frames: the truth, who lives where, and who consented to what.</summary>
static class VillageFiles
{
    public static void WriteTruth(TextWriter to, Village village)
    {
        to.Write("usage_point,meter,start,end,wh_drawn,wh_injected\n");
        // Each boundary is written twice a meter, and its text costs more than all the rest of the row.
        var boundaries = new Dictionary<Instant, string>();
        foreach (var meter in village.Meters)
        {
            var head = $"{meter.Prm.ToDigits()},{meter.Address.ToDigits()},";
            foreach (var point in village.Truth(meter.Index))
            {
                to.Write(head);
                to.Write(Text(boundaries, point.HalfHour.Start));
                to.Write(',');
                to.Write(Text(boundaries, point.HalfHour.End));
                to.Write(string.Create(CultureInfo.InvariantCulture, $",{point.ImportWh},{point.ExportWh}\n"));
            }
        }
    }

    public static void WriteRegistry(TextWriter to, Village village)
    {
        var from = new ParisDay(village.FirstDay.Date.AddYears(-1)).Start.ToParisString();
        to.Write("usage_point,meter,holder,from,to,kva,offer\n");
        foreach (var meter in village.Meters)
        {
            to.Write($"{meter.Prm.ToDigits()},{meter.Address.ToDigits()},{meter.Holder},{from},,");
            to.Write(string.Create(CultureInfo.InvariantCulture, $"{meter.SubscribedKva},{GetOffer(meter)}\n"));
        }
    }

    public static void WriteConsents(TextWriter to, Village village)
    {
        // Well before the first day, at an hour when people answer letters; 36 months is the longest allowed.
        var asked = At(new(village.FirstDay.Date.AddDays(-10)), new(9, 0));
        var expires = At(new(village.FirstDay.Date.AddDays(-10).AddMonths(36)), new(9, 0));
        var withdrawn = At(village.LastDay, new(14, 20));
        to.Write("usage_point,holder,kind,event,at,expires,reference\n");
        foreach (var meter in village.Meters)
        {
            if (meter.Consent == CustomerConsent.None)
            {
                continue;
            }

            WriteGiven(to, meter, "enregistrement", 'E', asked, expires);
            if (meter.Consent != CustomerConsent.RecordingOnly)
            {
                WriteGiven(to, meter, "collecte", 'C', asked, expires);
            }

            if (meter.Consent == CustomerConsent.CollectionWithdrawn)
            {
                WriteEvent(to, meter, "collecte", 'C', "withdrawn", withdrawn, null);
            }
        }
    }

    static void WriteGiven(
        TextWriter to, SimulatedMeter meter, string kind, char letter, Instant asked, Instant expires)
    {
        WriteEvent(to, meter, kind, letter, "requested", asked, expires);
        WriteEvent(to, meter, kind, letter, "activated", asked.AddSeconds(60), expires);
    }

    static void WriteEvent(
        TextWriter to, SimulatedMeter meter, string kind, char letter, string what, Instant at, Instant? expires)
    {
        to.Write($"{meter.Prm.ToDigits()},{meter.Holder},{kind},{what},{at.ToParisString()},{expires?.ToParisString()},");
        to.Write(string.Create(CultureInfo.InvariantCulture, $"SIM-{meter.Index + 1:D6}-{letter}\n"));
    }

    static string GetOffer(SimulatedMeter meter) => meter.Tariff switch
    {
        MeterTariff.Base => $"BASE-{meter.SubscribedKva}",
        MeterTariff.HpHc => $"HPHC-{meter.SubscribedKva}",
        MeterTariff.Tempo => $"TEMPO-{meter.SubscribedKva}",
        _ => $"EJP-{meter.SubscribedKva}",
    };

    static Instant At(ParisDay day, TimeOnly time) =>
        // 09:00 and 14:20 exist once on every day: the clocks change at night.
        ParisDay.TryFromLocal(day.Date.ToDateTime(time), out var instant) ? instant : day.Start;

    static string Text(Dictionary<Instant, string> boundaries, Instant instant)
    {
        if (!boundaries.TryGetValue(instant, out var text))
        {
            boundaries[instant] = text = instant.ToParisString();
        }

        return text;
    }
}
