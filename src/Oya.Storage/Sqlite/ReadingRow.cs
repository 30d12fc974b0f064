using Microsoft.Data.Sqlite;
using Oya.Teleinfo;

namespace Oya.Storage.Sqlite;

/// <summary>A <see cref="Reading"/> as a row of the table, and back.</summary>
static class ReadingRow
{
    const string Values = "received_at, source, clock, mode, prm, drawn_wh, injected_wh, "
        + "f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, d1, d2, d3, d4, register, drawn_va, injected_va, "
        + "a1, a2, a3, v1, v2, v3, status, cc_end, cc_w, cc1_end, cc1_w";

    const int ValueCount = 35;

    public const string Select = $"select {Values}, at from reading";

    public static readonly string Insert =
        $"insert into reading (meter_id, at, permitted, {Values}) values "
        + $"({string.Join(", ", Enumerable.Range(1, ValueCount + 3).Select(i => $"${i}"))}) on conflict do nothing";

    public static void Bind(Span<object?> row, long meterId, in Reading reading, bool permitted)
    {
        row[0] = meterId;
        row[1] = reading.At.UnixSeconds;
        row[2] = permitted ? 1L : 0L;
        row[3] = reading.ReceivedAt.UnixSeconds;
        row[4] = (long)reading.Source;
        row[5] = (long)reading.Clock;
        row[6] = (long)reading.Mode;
        row[7] = reading.Prm?.Value;
        var energy = reading.Energy;
        row[8] = energy.DrawnWh;
        row[9] = energy.InjectedWh;
        for (var i = 1; i <= EnergyRegisters.SupplierCount; i++)
        {
            row[9 + i] = energy.Supplier(i);
        }

        for (var i = 1; i <= EnergyRegisters.DistributorCount; i++)
        {
            row[19 + i] = energy.Distributor(i);
        }

        row[24] = (long)reading.CurrentRegister;
        row[25] = reading.DrawnVa;
        row[26] = reading.InjectedVa;
        (row[27], row[28], row[29]) = (reading.Amperes.Phase1, reading.Amperes.Phase2, reading.Amperes.Phase3);
        (row[30], row[31], row[32]) = (reading.Volts.Phase1, reading.Volts.Phase2, reading.Volts.Phase3);
        row[33] = (long?)reading.Status?.Bits;
        (row[34], row[35]) = (reading.LastPoint?.End.UnixSeconds, reading.LastPoint?.Watts);
        (row[36], row[37]) = (reading.PreviousPoint?.End.UnixSeconds, reading.PreviousPoint?.Watts);
    }

    /// <summary>Values that <see cref="Bind"/> fills.</summary>
    public const int BoundCount = ValueCount + 3;

    public static Reading Read(SqliteDataReader row, MeterAddress meter)
    {
        var energy = new EnergyRegisters { DrawnWh = row.OptionalLong(5), InjectedWh = row.OptionalInt(6) };
        for (var i = 1; i <= EnergyRegisters.SupplierCount; i++)
        {
            energy.SetSupplier(i, row.OptionalInt(6 + i));
        }

        for (var i = 1; i <= EnergyRegisters.DistributorCount; i++)
        {
            energy.SetDistributor(i, row.OptionalInt(16 + i));
        }

        return new()
        {
            Meter = meter,
            ReceivedAt = row.Instant(0),
            Source = (InstantSource)row.GetInt32(1),
            Clock = (ClockQuality)row.GetInt32(2),
            Mode = (TicMode)row.GetInt32(3),
            Prm = row.OptionalLong(4) is { } prm ? new Prm(prm) : null,
            Energy = energy,
            CurrentRegister = row.GetByte(21),
            DrawnVa = row.OptionalInt(22),
            InjectedVa = row.OptionalInt(23),
            Amperes = new(row.OptionalShort(24), row.OptionalShort(25), row.OptionalShort(26)),
            Volts = new(row.OptionalShort(27), row.OptionalShort(28), row.OptionalShort(29)),
            Status = row.OptionalLong(30) is { } bits ? new StatusRegister((uint)bits) : null,
            LastPoint = Point(row, 31),
            PreviousPoint = Point(row, 33),
            At = row.Instant(35),
        };
    }

    static LoadCurvePoint? Point(SqliteDataReader row, int column) =>
        row.OptionalInstant(column) is { } end ? new(end, row.GetInt32(column + 1)) : null;
}
