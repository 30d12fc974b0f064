using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>Creates the meters of the village from the seed, each with its identity and its contract.</summary>
static class Population
{
    // Both are coprime with a million, so consecutive meters are scattered and no number repeats.
    const long SerialStride = 611_953, PointStride = 374_761_393;

    static readonly int[] SinglePhaseKva = [3, 6, 6, 6, 9, 9, 12];
    static readonly int[] ThreePhaseKva = [9, 12, 12, 15, 18, 18, 24, 30, 36];

    public static SimulatedMeter[] Create(VillageOptions options)
    {
        var village = new Dice(options.Seed, -1);
        var meters = new SimulatedMeter[options.Meters];
        var consumers = 0;
        for (var i = 0; i < meters.Length; i++)
        {
            meters[i] = Meter(options, village, i, consumers);
            consumers += meters[i].IsProducer ? 0 : 1;
        }

        return meters;
    }

    static SimulatedMeter Meter(VillageOptions options, Dice village, int index, int consumers)
    {
        var dice = new Dice(options.Seed, index);
        var contract = dice.At(Purpose.Contract, 0);
        // The tariffs alternate, so that eight meters cover every tariff in every mode.
        var tariff = options.Tariff == VillageTariff.Mixed
            ? (MeterTariff)((index / 2 + GetPosition(0, village, 3)) % 4)
            : (MeterTariff)options.Tariff;
        var isProducer = IsSelected(index, options.ProducersPercent, village, 1);
        return new()
        {
            Index = index,
            Prm = index == 0 && options.Curve?.Prm is { } prm ? prm : GetPrm(index, village),
            Address = GetAddress(index, options.Phases, village, dice),
            Mode = GetMode(options.Mode, isProducer, consumers),
            Tariff = tariff,
            Phases = options.Phases,
            IsProducer = isProducer,
            SubscribedKva = GetKva(options, tariff, contract),
            Consent = GetConsent(index, options.ConsentingPercent, village),
            StartIndexWh = options.StartIndexWh ?? dice.Between(Purpose.StartIndex, 0, 1_000_000, 40_000_000),
        };
    }

    static TicMode GetMode(VillageMode mode, bool isProducer, int consumers) => mode switch
    {
        VillageMode.Standard => TicMode.Standard,
        VillageMode.Historic => TicMode.Historic,
        _ => isProducer || consumers % 2 == 0 ? TicMode.Standard : TicMode.Historic,
    };

    /// <summary>
    /// EURIDIS address: manufacturer, year, type, serial. Type 61 is a single-phase 60 A Linky G3, type 76 a
    /// three-phase one.
    /// </summary>
    static MeterAddress GetAddress(int index, int phases, Dice village, Dice dice)
    {
        var manufacturer = dice.At(Purpose.Identity, 1) % 2 == 0 ? 2L : 4L;
        var year = dice.Between(Purpose.Identity, 2, 16, 21);
        var type = phases == 1 ? 61 : 76;
        var serial = ((long)(village.At(Purpose.Identity, 3) % 1_000_000) + index * SerialStride) % 1_000_000;
        return new(((manufacturer * 100 + year) * 100 + type) * 1_000_000 + serial);
    }

    /// <summary>No real usage point begins with 90, so an invented number is never a real one.</summary>
    static Prm GetPrm(int index, Dice village)
    {
        const long NumberCount = 1_000_000_000_000;
        var number = ((long)(village.At(Purpose.Identity, 4) % (ulong)NumberCount) + index * PointStride) % NumberCount;
        return new(90 * NumberCount + number);
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
        if (IsSelected(index, percent, village, 2))
        {
            return CustomerConsent.Both;
        }

        // The other consents alternate, so that a small village has one customer of each kind.
        var position = GetPosition(index, village, 2);
        return (CustomerConsent)(1 + ((position + 1) * (100 - percent) / 100) % 3);
    }

    /// <summary>
    /// Selects exactly the percentage of any hundred consecutive meters, from a starting point given by the seed.
    /// </summary>
    static bool IsSelected(int index, int percent, Dice village, int purpose)
    {
        var position = GetPosition(index, village, purpose);
        // The complement is counted, as in GetConsent, so that both agree on the meters that are not selected.
        return (position + 1) * (100 - percent) / 100 == position * (100 - percent) / 100;
    }

    static long GetPosition(int index, Dice village, int purpose) =>
        index + (long)(village.At(Purpose.Contract, purpose) % 100);
}
