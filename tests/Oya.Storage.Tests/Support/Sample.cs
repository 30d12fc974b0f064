using Oya.Teleinfo;

namespace Oya.Storage.Tests;

/// <summary>Values that the tests speak of; none is of a real household.</summary>
static class Sample
{
    public static readonly Prm Point = new(14500000000001);

    public static readonly MeterAddress Meter = new(041876000321);

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Instant At(string iso) => Instant.TryParse(iso, out var instant)
        ? instant
        : throw new ArgumentException($"{iso} is no instant", nameof(iso));

    public static ParisDay Day(string day) => ParisDay.TryParse(day, out var parsed)
        ? parsed
        : throw new ArgumentException($"{day} is no day", nameof(day));

    public static Reading Reading(string at, long wh, MeterAddress? meter = null, Prm? prm = null) =>
        Reading(At(at), wh, meter, prm);

    public static Reading Reading(Instant at, long wh, MeterAddress? meter = null, Prm? prm = null)
    {
        var energy = new EnergyRegisters { ImportWh = wh };
        energy = energy.WithSupplierWh(1, (int)wh);
        return new()
        {
            Meter = meter ?? Meter, Prm = prm, At = at, ReceivedAt = at,
            // Only historic mode has frames without a usage point.
            Mode = prm is null ? TicMode.Historic : TicMode.Standard, Clock = ClockQuality.Good,
            Energy = energy, CurrentRegister = 1, ImportVa = 1250,
            LastPoint = new(at.AddSeconds(-(at.UnixSeconds % HalfHour.Seconds)), 1200),
        };
    }

    /// <summary>A reading with a value in every place, all different.</summary>
    public static Reading Full(string at)
    {
        var energy = new EnergyRegisters { ImportWh = 5_123_456_789, ExportWh = 987_654_321 };
        for (var i = 1; i <= EnergyRegisters.SupplierCount; i++)
        {
            energy = energy.WithSupplierWh(i, 100_000_000 + i);
        }

        for (var i = 1; i <= EnergyRegisters.DistributorCount; i++)
        {
            energy = energy.WithDistributorWh(i, 200_000_000 + i);
        }

        return new()
        {
            Meter = Meter, Prm = Point, At = At(at), ReceivedAt = At(at).AddSeconds(3),
            Source = InstantSource.ReceiveClock,
            Clock = ClockQuality.Degraded, Mode = TicMode.Standard, Energy = energy, CurrentRegister = 7,
                ImportVa = 1234,
            ExportVa = 567, Amperes = new(11, 12, 13), Volts = new(231, 232, 233), Status = new(0xF03AC401),
            LastPoint = new(At(at).AddSeconds(-600), 1100), PreviousPoint = new(At(at).AddSeconds(-2400), 1000),
        };
    }

    public static RegistryEntry Entry(
        string from = "2020-01-01", string? to = null, MeterAddress? meter = null, Prm? point = null,
            string holder = "anne") =>
        new(point ?? Point, meter ?? Meter, holder, At(from), to is null ? null : At(to), 9, "BASE");

    /// <summary>Registers an entry and lets readings be kept from an instant on.</summary>
    public static async Task Permit(this Stores stores, string from, string? to = null, RegistryEntry? entry = null)
    {
        entry ??= Entry();
        await stores.Consents.ImportRegistryAsync([entry], _ => [], Token);
        await stores.SetPermits(entry.UsagePoint,
            new CollectionPermit(entry.UsagePoint, At(from), to is null ? null : At(to)));
    }

    public static Task SetPermits(this Stores stores, Prm point, params CollectionPermit[] permits) =>
        stores.Consents.ChangeAsync([point], _ => new([], permits), Token);

    public static ConsentEvent Act(ConsentAct act, string at, ConsentKind kind = ConsentKind.Collecte) => new()
    {
        UsagePoint = Point, Holder = "anne", Kind = kind, Act = act, At = At(at), RecordedAt = At(at), Channel = "test",
        Hash = $"hash of {act} {at}",
    };

    public static Task<StoreResult> Store(this Stores stores, params IEnumerable<Reading> readings) =>
        stores.Readings.StoreAsync(readings.ToArray(), null, Token);

    public static LoadCurve Curve(string day, int wh, CurveOwner? owner = null) => new(
        owner ?? CurveOwner.From(Point), Day(day),
        [.. Day(day).HalfHours.Select((_, i) => i == 3
            ? CurvePoint.Missing(Absence.NoReading, 900)
            : new CurvePoint(wh + i, (byte)(i % 3), (byte)(i % 12), '\0', 1800, Absence.None))],
        Quarantine.None);

    public static DailyEnergy Daily(string day, long? wh, CurveOwner? owner = null) => new(
        owner ?? CurveOwner.From(Point), Meter, Day(day), wh, 12, [new(1, 700), new(10, 300)], true, Quarantine.None);
}
