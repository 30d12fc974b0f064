using Oya.Teleinfo;

namespace Oya.Aggregation.Tests;

/// <summary>Generates readings of a meter whose index follows a curve.</summary>
static class Feed
{
    public static readonly MeterAddress Meter = new(041876000321);

    /// <summary>600 Wh per half-hour, with a reading every full minute, both ends included.</summary>
    public static IEnumerable<Reading> Constant(
        Instant from, Instant to, long index = 12_000_000, MeterAddress? meter = null)
    {
        for (var at = from; at <= to; at += 60)
        {
            yield return Reading(at, index + (at - from) / 60 * 20, meter);
        }
    }

    /// <summary>A whole day and the minute after it.</summary>
    public static IEnumerable<Reading> Constant(ParisDay day) => Constant(day.Start, day.End + 60);

    /// <summary>
    /// Given energies of consecutive half-hours, with a reading every full minute, both ends included.
    /// </summary>
    public static IEnumerable<Reading> Follow(Instant from, IReadOnlyList<int> wh, long index = 12_000_000)
    {
        for (var i = 0; i < wh.Count; i++)
        {
            for (var second = 0; second < HalfHour.Seconds; second += 60)
            {
                yield return Reading(from + (i * HalfHour.Seconds + second), index
                    + (long)wh[i] * second / HalfHour.Seconds);
            }

            index += wh[i];
        }

        yield return Reading(from + wh.Count * HalfHour.Seconds, index);
    }

    /// <summary>Removes the readings strictly between two instants.</summary>
    public static IEnumerable<Reading> Cut(this IEnumerable<Reading> readings, Instant from, Instant to) =>
        readings.Where(reading => reading.At <= from || reading.At >= to);

    /// <summary>Adds energy to every reading from an instant on.</summary>
    public static IEnumerable<Reading> Raise(this IEnumerable<Reading> readings, Instant from, long wh) =>
        readings.Select(reading =>
            reading.At < from ? reading : Reading(reading.At, reading.Energy.ImportWh!.Value + wh, reading.Meter));

    public static Reading Reading(Instant at, long wh, MeterAddress? meter = null)
    {
        var energy = new EnergyRegisters { ImportWh = wh % EnergyRegisters.Modulus };
        energy.SetSupplier(1, (int)(wh % EnergyRegisters.Modulus));
        return new()
        {
            Meter = meter ?? Meter,
            At = at,
            ReceivedAt = at,
            // Only frames of historic mode have no usage point.
            Mode = TicMode.Historic,
            Clock = ClockQuality.Good,
            Energy = energy,
            CurrentRegister = 1,
            ImportVa = 1250,
            // The load curve point of the meter itself: it is never needed, and must not be kept without consent.
            LastPoint = new(at - at.UnixSeconds % HalfHour.Seconds, 1200),
        };
    }
}
