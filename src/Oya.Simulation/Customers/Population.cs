using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>Who lives in the village: each meter with its identity and its contract, from the seed.</summary>
static class Population
{
    // Both are prime to a million, so that consecutive meters are scattered and none comes twice.
    const long SerialStride = 611_953, PointStride = 374_761_393;

    static readonly int[] SinglePhaseKva = [3, 6, 6, 6, 9, 9, 12];
    static readonly int[] ThreePhaseKva = [9, 12, 12, 15, 18, 18, 24, 30, 36];

    public static SimulatedMeter[] Create(VillageOptions options)
    {
        var village = new Dice(options.Seed, -1);
        var meters = new SimulatedMeter[options.Meters];
        var others = 0;
        for (var i = 0; i < meters.Length; i++)
        {
            meters[i] = Meter(options, village, i, others);
            others += meters[i].IsProducer ? 0 : 1;
        }

        return meters;
    }

    static SimulatedMeter Meter(VillageOptions options, Dice village, int index, int others)
    {
        var dice = new Dice(options.Seed, index);
        var contract = dice.At(Purpose.Contract, 0);
        // In turn, so that eight meters have each tariff in each mode.
        var tariff = options.Tariff == VillageTariff.Mixed
            ? (MeterTariff)((index / 2 + Turn(0, village, 3)) % 4)
            : (MeterTariff)options.Tariff;
        var isProducer = IsTaken(index, options.ProducersPercent, village, 1);
        return new()
        {
            Index = index,
            Prm = index == 0 && options.Curve?.Prm is { } prm ? prm : GetPrm(index, village),
            Address = GetAddress(index, options.Phases, village, dice),
            Mode = GetMode(options.Mode, isProducer, others),
            Tariff = tariff,
            Phases = options.Phases,
            IsProducer = isProducer,
            SubscribedKva = GetKva(options, tariff, contract),
            Consent = GetConsent(index, options.ConsentingPercent, village),
            StartIndexWh = options.StartIndexWh ?? dice.Between(Purpose.StartIndex, 0, 1_000_000, 40_000_000),
        };
    }

    static TicMode GetMode(VillageMode mode, bool isProducer, int others) => mode switch
    {
        VillageMode.Standard => TicMode.Standard,
        VillageMode.Historic => TicMode.Historic,
        _ => isProducer || others % 2 == 0 ? TicMode.Standard : TicMode.Historic,
    };

    /// <summary>EURIDIS: maker, year, type, serial. 61 is a single-phase 60 A Linky G3, 76 a three-phase one.</summary>
    static MeterAddress GetAddress(int index, int phases, Dice village, Dice dice)
    {
        var maker = dice.At(Purpose.Identity, 1) % 2 == 0 ? 2L : 4L;
        var year = dice.Between(Purpose.Identity, 2, 16, 21);
        var type = phases == 1 ? 61 : 76;
        var serial = ((long)(village.At(Purpose.Identity, 3) % 1_000_000) + index * SerialStride) % 1_000_000;
        return new(((maker * 100 + year) * 100 + type) * 1_000_000 + serial);
    }

    /// <summary>90 opens no usage point that exists: nobody's own number is ever made up.</summary>
    static Prm GetPrm(int index, Dice village)
    {
        const long Places = 1_000_000_000_000;
        var place = ((long)(village.At(Purpose.Identity, 4) % (ulong)Places) + index * PointStride) % Places;
        return new(90 * Places + place);
    }

    static int GetKva(VillageOptions options, MeterTariff tariff, ulong contract)
    {
        var sizes = options.Phases == 1 ? SinglePhaseKva : ThreePhaseKva;
        // Suppliers sell off-peak hours from 6 kVA and the mobile tariffs from 9 kVA.
        var min = tariff switch
        {
            MeterTariff.Base => 0,
            MeterTariff.HpHc => 6,
            _ => 9,
        };
        if (options.Curve is { } curve)
        {
            return Math.Max(min, sizes.FirstOrDefault(kva => kva * 900 >= curve.MaxWatts, sizes[^1]));
        }

        return Math.Max(min, sizes[(contract >> 16) % (ulong)sizes.Length]);
    }

    static CustomerConsent GetConsent(int index, int percent, Dice village)
    {
        if (IsTaken(index, percent, village, 2))
        {
            return CustomerConsent.Both;
        }

        // The others in turn, so that a small village has one of each.
        var turn = Turn(index, village, 2);
        return (CustomerConsent)(1 + ((turn + 1) * (100 - percent) / 100) % 3);
    }

    /// <summary>Exactly the percentage of any hundred consecutive meters, from a place that the seed chooses.</summary>
    static bool IsTaken(int index, int percent, Dice village, int what)
    {
        var turn = Turn(index, village, what);
        // The complement is counted, so that a refusal falls where ConsentOf counts it.
        return (turn + 1) * (100 - percent) / 100 == turn * (100 - percent) / 100;
    }

    static long Turn(int index, Dice village, int what) => index + (long)(village.At(Purpose.Contract, what) % 100);
}
