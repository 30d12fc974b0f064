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

    public static void Bind(RawStatement insert, long meterId, in Reading reading, bool permitted)
    {
        insert.Bind(meterId);
        insert.Bind(reading.At.UnixSeconds);
        insert.Bind(permitted ? 1 : 0);
        insert.Bind(reading.ReceivedAt.UnixSeconds);
        insert.Bind((long)reading.Source);
        insert.Bind((long)reading.Clock);
        insert.Bind((long)reading.Mode);
        insert.Bind(reading.Prm?.Value);
        BindEnergy(insert, reading.Energy);
        insert.Bind(reading.CurrentRegister);
        insert.Bind(reading.ImportVa);
        insert.Bind(reading.ExportVa);
        BindPhases(insert, reading.Amperes);
        BindPhases(insert, reading.Volts);
        insert.Bind(reading.Status?.Bits);
        insert.Bind(reading.LastPoint?.End.UnixSeconds);
        insert.Bind(reading.LastPoint?.Watts);
        insert.Bind(reading.PreviousPoint?.End.UnixSeconds);
        insert.Bind(reading.PreviousPoint?.Watts);
    }

    public static Reading Read(SqliteDataReader row, MeterAddress meter)
    {
        var energy = new EnergyRegistersBuilder { ImportWh = row.OptionalLong(5), ExportWh = row.OptionalInt(6) };
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
            Energy = energy.Build(),
            CurrentRegister = row.GetByte(21),
            ImportVa = row.OptionalInt(22),
            ExportVa = row.OptionalInt(23),
            Amperes = new(row.OptionalShort(24), row.OptionalShort(25), row.OptionalShort(26)),
            Volts = new(row.OptionalShort(27), row.OptionalShort(28), row.OptionalShort(29)),
            Status = row.OptionalLong(30) is { } bits ? new StatusRegister((uint)bits) : null,
            LastPoint = Point(row, 31),
            PreviousPoint = Point(row, 33),
            At = row.Instant(35),
        };
    }

    static void BindEnergy(RawStatement insert, EnergyRegisters energy)
    {
        insert.Bind(energy.ImportWh);
        insert.Bind(energy.ExportWh);
        for (var i = 1; i <= EnergyRegisters.SupplierCount; i++)
        {
            insert.Bind(energy.GetSupplierWh(i));
        }

        for (var i = 1; i <= EnergyRegisters.DistributorCount; i++)
        {
            insert.Bind(energy.GetDistributorWh(i));
        }
    }

    static void BindPhases(RawStatement insert, PerPhase phases)
    {
        insert.Bind(phases.Phase1);
        insert.Bind(phases.Phase2);
        insert.Bind(phases.Phase3);
    }

    static LoadCurvePoint? Point(SqliteDataReader row, int column) =>
        row.OptionalInstant(column) is { } end ? new(end, row.GetInt32(column + 1)) : null;
}
