using Oya.Teleinfo;

namespace Oya.Aggregation.Tests;

/// <summary>Readings of a meter whose index follows a curve.</summary>
static class Feed
{
    public static readonly MeterAddress Meter = new(041876000321);

    /// <summary>600 Wh each half-hour, a reading each minute on the minute, both ends included.</summary>
    public static IEnumerable<Reading> Constant(
        Instant from, Instant to, long index = 12_000_000, MeterAddress? meter = null)
    {
        for (var at = from; at <= to; at = at.AddSeconds(60))
        {
            yield return Reading(at, index + (at.UnixSeconds - from.UnixSeconds) / 60 * 20, meter);
        }
    }

    /// <summary>The whole of a day and the minute after it.</summary>
    public static IEnumerable<Reading> Constant(ParisDay day) => Constant(day.Start, day.End.AddSeconds(60));

    /// <summary>The Wh of half-hours that follow each other, a reading each minute on the minute, both ends
    /// included.</summary>
    public static IEnumerable<Reading> Follow(Instant from, IReadOnlyList<int> wh, long index = 12_000_000)
    {
        for (var i = 0; i < wh.Count; i++)
        {
            for (var second = 0; second < HalfHour.Seconds; second += 60)
            {
                yield return Reading(from.AddSeconds(i * HalfHour.Seconds + second), index
                    + (long)wh[i] * second / HalfHour.Seconds);
            }

            index += wh[i];
        }

        yield return Reading(from.AddSeconds(wh.Count * HalfHour.Seconds), index);
    }

    /// <summary>Without what lies strictly between two instants.</summary>
    public static IEnumerable<Reading> Cut(this IEnumerable<Reading> readings, Instant from, Instant to) =>
        readings.Where(reading => reading.At <= from || reading.At >= to);

    /// <summary>More Wh in every reading from an instant on.</summary>
    public static IEnumerable<Reading> Raise(this IEnumerable<Reading> readings, Instant from, long wh) =>
        readings.Select(reading =>
            reading.At < from ? reading : Reading(reading.At, reading.Energy.ImportWh!.Value + wh, reading.Meter));

    public static Reading Reading(Instant at, long wh, MeterAddress? meter = null)
    {
        var energy = new EnergyRegisters { ImportWh = wh % EnergyRegisters.Modulus };
        energy = energy.WithSupplierWh(1, (int)(wh % EnergyRegisters.Modulus));
        return new()
        {
            Meter = meter ?? Meter,
            At = at,
            ReceivedAt = at,
            // A frame without a usage point, which only historic mode sends.
            Mode = TicMode.Historic,
            Clock = ClockQuality.Good,
            Energy = energy,
            CurrentRegister = 1,
            ImportVa = 1250,
            // What the meter itself says of half-hours: never needed, and not to be kept without consent.
            LastPoint = new(at.AddSeconds(-(at.UnixSeconds % HalfHour.Seconds)), 1200),
        };
    }
}
