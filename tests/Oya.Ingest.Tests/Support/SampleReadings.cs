using CsCheck;
using Oya.Teleinfo;

namespace Oya.Ingest.Tests;

/// <summary>Arbitrary readings that a meter can send, and typical ones.</summary>
static class SampleReadings
{
    // A number for each field, of which it is what fits, and which of the fields have a value: two in three.
    static readonly Gen<Reading> Any = Gen.Select(
        Gen.ULong.Array[ReadingColumn.All.Count], Gen.Int[0, 2].Array[ReadingColumn.All.Count]).Select((numbers, present) =>
        {
            var reading = default(Reading);
            var filler = new Filler(ref reading, numbers, present);
            ReadingFields.Walk(ref filler);
            return reading;
        });

    /// <summary>Arbitrary readings of one meter; often all of them are the same.</summary>
    public static Gen<Reading[]> OfOneMeter { get; } = Gen.Select(
        Gen.Long[0, 999_999_999_999], Gen.OneOf(Any.Array[1, 300], Any.Select(reading => new[] { reading }),
            Gen.Select(Any, Gen.Int[1, 300]).Select((reading, count) => Enumerable.Repeat(reading, count).ToArray())))
        .Select((meter, readings) =>
        {
            for (var i = 0; i < readings.Length; i++)
            {
                readings[i].Meter = new(meter);
            }

            return readings;
        });

    /// <summary>
    /// The readings of a three-phase producer, one every <paramref name="step"/> seconds, with every possible value.
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
            energy.SetSupplier(1, offPeak);
            energy.SetSupplier(2, peak);
            for (var number = 3; number <= EnergyRegisters.SupplierCount; number++)
            {
                energy.SetSupplier(number, 0);
            }

            energy.SetDistributor(1, offPeak);
            energy.SetDistributor(2, peak);
            energy.SetDistributor(3, 0);
            energy.SetDistributor(4, 0);
            var half = at.UnixSeconds / 1800 * 1800;
            readings[i] = new()
            {
                Meter = new(meter),
                Prm = new(14500000000001),
                At = at,
                ReceivedAt = at + random.Next(0, 2),
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

    ref struct Filler(ref Reading reading, ulong[] numbers, int[] present) : IReadingFieldVisitor
    {
        readonly ref Reading _reading = ref reading;
        int _next;

        public void Visit<TField>(TField field) where TField : struct, IReadingField
        {
            if (TField.IsRequired || present[_next] > 0)
            {
                field.Set(ref _reading, (long)(numbers[_next] % ((ulong)TField.Max + 1)));
            }

            _next++;
        }
    }
}
