using System.CommandLine;
using Oya.Cli.Inputs;
using Oya.Cli.Output;
using Oya.Cli.Storing;

namespace Oya.Cli.Commands;

/// <summary>Shows the energy of each day, in total and by register.</summary>
static class DailyCommand
{
    const int BarColumns = 16;

    static readonly Column[] Columns =
    [
        new("usage_point", ColumnType.Identifier) { Title = "usage point" },
        new("meter", ColumnType.Identifier) { NotInTable = true },
        new("day") { Min = 10 },
        new("wh_drawn", ColumnType.Integer) { Title = "Wh imported" },
        new("bar") { OnlyInTable = true, Title = "" },
        new("wh_injected", ColumnType.Integer) { Title = "Wh exported" },
        new("wh_by_register") { NotInTable = true },
        new("moved") { OnlyInTable = true, Title = "by register" },
        new("complete", ColumnType.Boolean),
        new("revision", ColumnType.Integer) { NotInTable = true },
    ];

    public static Command Create(Terminal terminal)
    {
        var point = Owners.Argument(ArgumentArity.ZeroOrOne, "a usage point (14 digits) or a meter (12); none: all");
        var days = new DayRange();
        var command = new OyaCommand("daily", "Show the energy of each day: imported, by tariff register, exported.")
        {
            Examples =
            [
                ("oya daily", "all days of all usage points"),
                ("oya daily 14500000000001 --from 2026-01-01 --to 2026-02-01", "a month"),
                ("oya daily --day 2026-01-15 --format csv", "for a program"),
            ],
            PipedFormat = OutputFormat.Csv,
            Arguments = { point },
        };
        foreach (var option in days.Options)
        {
            command.Options.Add(option);
        }

        return command.Run(terminal, async context =>
        {
            using var stores = context.OpenExistingStores();
            var (from, to) = await days.ReadAsync(context, stores);
            var energies = await stores.Curves.ReadDailyAsync(
                await Owners.EnergyOwnerAsync(context, stores, context.Get(point)), from, to, context.Cancellation);
            var max = energies.Max(energy => energy.ImportWh) ?? 0;
            using var rows = context.OpenRows(Columns);
            foreach (var energy in energies)
            {
                rows.Write(
                    energy.Owner.Key, energy.Meter.ToDigits(), energy.Day, energy.ImportWh,
                    Bars.Draw(energy.ImportWh, max, BarColumns), energy.ExportWh, energy.ByRegisterText,
                    // The table shows only the registers that counted: on most days five of the six Tempo registers
                    // do not change.
                    string.Join(' ', energy.ByRegister.Where(register => register.Wh > 0)), energy.Complete,
                    energy.Revision);
            }

            if (energies.Count == 0)
            {
                context.Note($"no energy from {from} to {to} in {context.StoreName}");
            }

            return ExitCode.Done;
        });
    }
}
