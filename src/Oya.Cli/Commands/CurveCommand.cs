using System.CommandLine;
using Oya.Aggregation;
using Oya.Cli.Inputs;
using Oya.Cli.Output;
using Oya.Cli.Storing;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Cli.Commands;

/// <summary>Shows the half-hour curve of a usage point, as far as its consents allow.</summary>
static class CurveCommand
{
    const int BarColumns = 32;

    static readonly Option<bool> Best = new("--best")
    {
        Description = "fill holes between readings; filled points are marked E (estimated)",
    };

    static readonly Column[] Columns =
    [
        new("usage_point", ColumnType.Identifier) { NotInTable = true },
        new("start", ColumnType.Instant) { NotInTable = true },
        new("end", ColumnType.Instant),
        new("w", ColumnType.Integer) { Title = "W" },
        new("bar") { OnlyInTable = true, Title = "" },
        new("wh", ColumnType.Integer) { Title = "Wh" },
        new("n"),
        new("iv", ColumnType.Integer),
        new("ec", ColumnType.Integer),
        new("tc"),
    ];

    public static Command Create(Terminal terminal)
    {
        var point = Owners.Argument(ArgumentArity.ExactlyOne, "the usage point, 14 digits");
        var days = new DayRange();
        var command = new OyaCommand("curve", "Show a customer's half-hour curve, if both consents are active.")
        {
            Examples =
            [
                ("oya curve 14500000000001 --day 2026-01-15", "a day"),
                ("oya curve 14500000000001 --day 2026-10-25 --format csv", "50 rows: the day has 25 hours"),
                ("oya curve 14500000000001 --day 2026-01-15 -o day.svg", "a picture"),
            ],
            Formats = [.. OutputFormats.ForRows, OutputFormat.Svg],
            PipedFormat = OutputFormat.Csv,
            Arguments = { point },
            Options = { Best },
        };
        foreach (var option in days.Options)
        {
            command.Options.Add(option);
        }

        return command.Run(terminal, async context =>
        {
            using var stores = context.OpenExistingStores();
            var usagePoint = await Owners.GetUsagePointAsync(context, stores, context.Get(point)!.Value);
            var (from, to) = await days.ReadAsync(context, stores);
            var answer = await AggregationServices.Curves(stores, context.Time)
                .ReadAsync(usagePoint, from, to, context.Get(Best), context.Cancellation);
            if (answer.Refusal is { } refusal)
            {
                throw new OyaException(
                    ExitCode.Refused, $"refused for {usagePoint}: {refusal.Text}", "see oya consent status");
            }

            Print(context, usagePoint, answer.Days, from);
            return ExitCode.Done;
        });
    }

    static void Print(CommandContext context, Prm usagePoint, IReadOnlyList<LoadCurve> days, ParisDay from)
    {
        if (days.Count == 0)
        {
            context.Note($"no half-hour of {usagePoint} was stored for these days");
        }

        if (context.Format == OutputFormat.Svg)
        {
            var curve = days.Count > 0 ? days[0] : null;
            context.WriteText(writer => writer.WriteLine(CurvePicture.Draw(usagePoint, curve?.Day ?? from, curve)));
            return;
        }

        var max = days.SelectMany(day => day.Points).Max(point => point.Watts) ?? 0;
        using var rows = context.OpenRows(Columns);
        foreach (var day in days)
        {
            foreach (var (halfHour, point) in day.Day.HalfHours.Zip(day.Points))
            {
                if (point.Wh is not null)
                {
                    rows.Write(
                        usagePoint.ToDigits(), halfHour.Start, halfHour.End, point.Watts,
                        Bars.Draw(point.Watts, max, BarColumns), point.Wh, point.Nature.ToString(), point.Iv,
                        point.Iv == 2 ? point.Ec : (int?)null, point.Tc == '\0' ? null : point.Tc.ToString());
                }
            }
        }
    }
}
