using Npgsql;
using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>A <see cref="Reading"/> as columns of the table, in the order in which they are copied in and read back.</summary>
static class ReadingColumns
{
    /// <summary>All columns, meter_id first.</summary>
    public const string All =
        "meter_id, at, permitted, received_at, source, clock, mode, prm, drawn_wh, injected_wh, "
        + "f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, d1, d2, d3, d4, register, drawn_va, injected_va, "
        + "a1, a2, a3, v1, v2, v3, status, cc_end, cc_w, cc1_end, cc1_w";

    public const int Count = 38;

    /// <summary>What two readings of one second are compared by, but for the points of the meter's own curve.</summary>
    public static readonly IReadOnlyList<string> Compared =
    [
        .. All.Split(", ").Except(
            ["meter_id", "at", "permitted", "received_at", "cc_end", "cc_w", "cc1_end", "cc1_w"]),
    ];

    /// <summary>From a row of <see cref="All"/>.</summary>
    public static Reading Read(NpgsqlDataReader row, MeterAddress meter)
    {
        const int FirstSupplier = 10, FirstDistributor = FirstSupplier + EnergyRegisters.SupplierCount;
        var energy = new EnergyRegistersBuilder { ImportWh = row.OptionalLong(8), ExportWh = row.OptionalInt(9) };
        for (var i = 0; i < EnergyRegisters.SupplierCount; i++)
        {
            energy.SetSupplier(i + 1, row.OptionalInt(FirstSupplier + i));
        }

        for (var i = 0; i < EnergyRegisters.DistributorCount; i++)
        {
            energy.SetDistributor(i + 1, row.OptionalInt(FirstDistributor + i));
        }

        return new()
        {
            Meter = meter,
            At = row.Instant(1),
            ReceivedAt = row.Instant(3),
            Source = (InstantSource)row.GetInt16(4),
            Clock = (ClockQuality)row.GetInt16(5),
            Mode = (TicMode)row.GetInt16(6),
            Prm = row.OptionalLong(7) is { } prm ? new Prm(prm) : null,
            Energy = energy.Build(),
            CurrentRegister = (byte)row.GetInt16(24),
            ImportVa = row.OptionalInt(25),
            ExportVa = row.OptionalInt(26),
            Amperes = new(row.OptionalShort(27), row.OptionalShort(28), row.OptionalShort(29)),
            Volts = new(row.OptionalShort(30), row.OptionalShort(31), row.OptionalShort(32)),
            Status = row.OptionalLong(33) is { } bits ? new StatusRegister((uint)bits) : null,
            LastPoint = Point(row, 34),
            PreviousPoint = Point(row, 36),
        };
    }

    static LoadCurvePoint? Point(NpgsqlDataReader row, int column) =>
        row.OptionalInstant(column) is { } end ? new(end, row.GetInt32(column + 1)) : null;
}
