using CsCheck;
using Oya.Teleinfo;

namespace Oya.Ingest.Tests;

/// <summary>Readings of any kind that a meter can send, and such as it usually sends.</summary>
static class SampleReadings
{
    static readonly Gen<int> Wh = Gen.Int[0, 999_999_999];

    static readonly Gen<LoadCurvePoint?> Point = Gen.Select(Gen.Long[0, 4_000_000_000], Gen.Int[0, 99_999])
        .Select((end, watts) => new LoadCurvePoint(new(end), watts)).GetNullable();

    static readonly Gen<PerPhase> Phases = Gen.Select(Phase(), Phase(), Phase()).Select((a, b, c) => new PerPhase(a, b, c));

    static readonly Gen<EnergyRegisters> Energy =
        Gen.Select(Gen.Long[0, 6_000_000_000].GetNullable(), Wh.GetNullable(), Wh.GetNullable().Array[14]).Select((import, export, slots) =>
        {
            var energy = new EnergyRegisters { ImportWh = import, ExportWh = export };
            for (var i = 0; i < slots.Length; i++)
            {
                if (i < EnergyRegisters.SupplierCount)
                {
                    energy = energy.WithSupplierWh(i + 1, slots[i]);
                }
                else
                {
                    energy = energy.WithDistributorWh(i - EnergyRegisters.SupplierCount + 1, slots[i]);
                }
            }

            return energy;
        });

    static readonly Gen<Reading> Of = Gen.Select(
        Gen.Select(Gen.Long[0, 4_000_000_000], Gen.Long[0, 4_000_000_000], Gen.Byte[0, 2], Gen.Byte[0, 2], Gen.Byte[0, 2], Gen.Byte[0, 10]),
        Energy, Gen.Select(Gen.Long[0, 99_999_999_999_999].GetNullable(), Gen.UInt.GetNullable()),
        Gen.Int[0, 99_999].GetNullable(), Gen.Int[0, 99_999].GetNullable(), Gen.Select(Phases, Phases), Gen.Select(Point, Point))
        .Select((times, energy, numbers, import, export, phases, points) => new Reading
        {
            At = new(times.Item1),
            ReceivedAt = new(times.Item2),
            Source = (InstantSource)times.Item3,
            Clock = (ClockQuality)times.Item4,
            Mode = (TicMode)times.Item5,
            CurrentRegister = times.Item6,
            Energy = energy,
            Prm = numbers.Item1 is { } prm ? new Prm(prm) : null,
            Status = numbers.Item2 is { } bits ? new StatusRegister(bits) : null,
            ImportVa = import,
            ExportVa = export,
            Amperes = phases.Item1,
            Volts = phases.Item2,
            LastPoint = points.Item1,
            PreviousPoint = points.Item2,
        });

    /// <summary>Any readings of one meter; often one value stands still over all of them.</summary>
    public static Gen<Reading[]> OfOneMeter { get; } = Gen.Select(
        Gen.Long[0, 999_999_999_999], Gen.OneOf(Of.Array[1, 300], Of.Select(one => new[] { one }),
            Gen.Select(Of, Gen.Int[1, 300]).Select((one, count) => Enumerable.Repeat(one, count).ToArray())))
        .Select((meter, readings) =>
        {
            for (var i = 0; i < readings.Length; i++)
            {
                readings[i].Meter = new(meter);
            }

            return readings;
        });

    /// <summary>
    /// What a three-phase producer sends: a reading each so many seconds, with every value that there is.
    /// </summary>
    public static Reading[] Usual(int count, int step = 60, long meter = 021976543123, int seed = 1)
    {
        var random = new Random(seed);
        var readings = new Reading[count];
        int offPeak = 12_345_678, peak = 23_456_789, export = 3_456_789;
        for (var i = 0; i < count; i++)
        {
            var at = new Instant(1_768_431_600 + (long)i * step);
            var va = random.Next(200, 6000);
            _ = at.UnixSeconds / 28_800 % 2 == 0 ? peak += va * step / 3600 : offPeak += va * step / 3600;
            export += random.Next(0, 3);
            var energy = new EnergyRegisters { ImportWh = offPeak + peak, ExportWh = export };
            energy = energy.WithSupplierWh(1, offPeak);
            energy = energy.WithSupplierWh(2, peak);
            for (var number = 3; number <= EnergyRegisters.SupplierCount; number++)
            {
                energy = energy.WithSupplierWh(number, 0);
            }

            energy = energy.WithDistributorWh(1, offPeak);
            energy = energy.WithDistributorWh(2, peak);
            energy = energy.WithDistributorWh(3, 0);
            energy = energy.WithDistributorWh(4, 0);
            var half = at.UnixSeconds / 1800 * 1800;
            readings[i] = new()
            {
                Meter = new(meter),
                Prm = new(14500000000001),
                At = at,
                ReceivedAt = at.AddSeconds(random.Next(0, 2)),
                Clock = ClockQuality.Good,
                Mode = TicMode.Standard,
                Energy = energy,
                CurrentRegister = (byte)(at.UnixSeconds / 28_800 % 2 + 1),
                ImportVa = va,
                ExportVa = random.Next(0, 300),
                Amperes = new((short)(va / 690), (short)(va / 700), (short)(va / 710)),
                Volts = new((short)random.Next(228, 236), (short)random.Next(228, 236), (short)random.Next(228, 236)),
                Status = new(0x013A4401),
                LastPoint = new(new(half), (int)(half / 1800 % 4000)),
                PreviousPoint = new(new(half - 1800), (int)(half / 1800 % 4000 + 7)),
            };
        }

        return readings;
    }

    static Gen<T?> GetNullable<T>(this Gen<T> gen) where T : struct =>
        Gen.Select(Gen.Int[0, 2], gen).Select((nothing, value) => nothing == 0 ? default(T?) : value);

    static Gen<short?> Phase() => Gen.Short[0, 999].GetNullable();
}
