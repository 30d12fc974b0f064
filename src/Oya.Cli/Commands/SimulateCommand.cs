using System.CommandLine;
using Oya.Cli.Inputs;
using Oya.Cli.Output;
using Oya.Simulation;
using Oya.Teleinfo;

namespace Oya.Cli.Commands;

/// <summary>Writes the TIC of a simulated village with a known truth.</summary>
static class SimulateCommand
{
    static readonly Option<int> Meters = new("--meters")
    {
        Description = "number of meters (default 1)",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };
    static readonly Option<ParisDay?> From = Days.Option("--from", "first day");
    static readonly Option<int?> DayCount = new("--days")
    {
        Description = "number of days (default 1)",
        HelpName = "D",
    };
    static readonly Option<VillageMode> Mode = new("--mode")
    {
        Description = "standard, historic or mixed",
        HelpName = "M",
    };
    static readonly Option<VillageTariff> Tariff = new("--tariff")
    {
        Description = "base, hphc, tempo, ejp or mixed",
        HelpName = "T",
    };
    static readonly Option<int> Phases = new("--phases")
    {
        Description = "1 or 3",
        HelpName = "P",
        DefaultValueFactory = _ => 1,
    };
    static readonly Option<int> Producers = new("--producers")
    {
        Description = "percentage of meters with a solar roof",
        HelpName = "P",
    };
    static readonly Option<int> Consenting = new("--consenting")
    {
        Description = "percentage of customers who gave both consents (default 100)",
        HelpName = "P",
        DefaultValueFactory = _ => 100,
    };
    static readonly Option<int> Seed = new("--seed")
    {
        Description = "the same seed gives the same bytes (default 1)",
        HelpName = "S",
        DefaultValueFactory = _ => 1,
    };
    static readonly Option<TimeSpan?> Every =
        Durations.Option("--every", "time between two frames of a meter (default the line speed)");
    static readonly Option<int> Jitter = new("--jitter")
    {
        Description = "maximum delay of a frame, in seconds",
        HelpName = "SECONDS",
    };
    static readonly Option<double> Noise = new("--noise")
    {
        Description = "damaged bytes per byte, for instance 0.0001",
        HelpName = "RATE",
    };
    static readonly Option<string?> Curve = new("--curve")
    {
        Description = "play this curve: CSV start,end,wh or an R50",
        HelpName = "FILE",
    };
    static readonly Option<string?> Truth = new OutputOption("--truth")
    {
        Description = "write each meter's Wh per half-hour",
    };
    static readonly Option<string?> Registry = new OutputOption("--registry")
    {
        Description = "write the registry: holder and meter of each usage point",
        HelpName = "FILE",
    };
    static readonly Option<string?> Consents = new OutputOption("--consents")
    {
        Description = "write the consents of the customers",
        HelpName = "FILE",
    };

    public static Command Create(Terminal terminal)
    {
        var command = new OyaCommand("simulate", "Write the TIC of a simulated village of meters with a known truth.")
        {
            Examples =
            [
                ("oya simulate --meters 3 --from 2026-01-15 --every 60s -o day.tic", "three meters, one day, one file"),
                ("oya simulate --meters 50 --from 2026-10-25 --mode mixed --tariff mixed --every 60s -o village/",
                    "one file per meter, with captures.json"),
                ("oya simulate --meters 3 --from 2026-01-15 --every 60s --truth truth.csv --registry registry.csv --consents consents.csv -o day.tic",
                    "with everything needed to check a pipeline"),
            ],
            Formats = [OutputFormat.Table],
            PipedFormat = OutputFormat.Table,
            OutputMayBeFolder = true,
            Options =
            {
                Meters, From, DayCount, Mode, Tariff, Phases, Producers, Consenting, Seed, Every, Jitter, Noise, Curve,
                Truth, Registry, Consents,
            },
        };
        return command.Run(terminal, Run);
    }

    static ExitCode Run(CommandContext context)
    {
        var village = new Village(new()
        {
            Meters = context.Get(Meters),
            From = context.Get(From),
            Days = context.Get(DayCount),
            Mode = context.Get(Mode),
            Tariff = context.Get(Tariff),
            Phases = context.Get(Phases),
            ProducersPercent = context.Get(Producers),
            ConsentingPercent = context.Get(Consenting),
            Seed = context.Get(Seed),
            Every = context.Get(Every),
            JitterSeconds = context.Get(Jitter),
            NoiseRate = context.Get(Noise),
            Curve = context.Get(Curve) is { } file ? PlayedCurve.Read(file) : null,
        });
        WriteFile(context, Truth, village.WriteTruth);
        WriteFile(context, Registry, village.WriteRegistry);
        WriteFile(context, Consents, village.WriteConsents);
        var report = WriteFrames(context, village);
        context.Note(
            $"{Quantity.Count(report.Frames)} frames of {village.Meters.Count} meters, {Quantity.Bytes(report.Bytes)}"
            + (report.Noise.Damaged > 0
                ? $"; {Quantity.Count(report.Noise.Damaged)} bytes damaged ({Quantity.Count(report.Noise.Flipped)} flipped, "
                    + $"{Quantity.Count(report.Noise.Replaced)} replaced, {Quantity.Count(report.Noise.Dropped)} dropped, "
                    + $"{Quantity.Count(report.Noise.Doubled)} doubled)"
                : ""));
        return ExitCode.Done;
    }

    static VillageReport WriteFrames(CommandContext context, Village village)
    {
        if (context.OutputPath is { } path && IsFolder(path))
        {
            if (File.Exists(path))
            {
                throw new OyaException(
                    ExitCode.Usage, $"cannot write '{path}': it is a file, and a name without an ending is that of a folder",
                    "give the name an ending, or choose another");
            }

            return village.WriteDirectory(path, context.Outputs.Open, context.Cancellation);
        }

        if (context.OnScreen)
        {
            throw new OyaException(
                ExitCode.Usage, "frames cannot be shown on a terminal", "add -o FILE, or | oya replay -");
        }

        using var output = context.OpenOutput();
        return village.WriteTo(output, context.Cancellation);
    }

    // A name without an ending is that of a folder, unless a device or a pipe has it.
    static bool IsFolder(string path) => Directory.Exists(path) || Path.EndsInDirectorySeparator(path)
        || (!Path.HasExtension(path) && !OutputPlace.Of(path).IsStraight);

    static void WriteFile(CommandContext context, Option<string?> option, Action<TextWriter> write)
    {
        if (context.Get(option) is { } path)
        {
            using var writer = new StreamWriter(context.Outputs.Open(path), OutputText.Utf8);
            write(writer);
        }
    }
}
