using System.CommandLine;
using System.CommandLine.Parsing;

namespace Oya.Load;

/// <summary><c>soak NAME…</c>: fails when anything is lost, duplicated or different.</summary>
static class SoakCommand
{
    static readonly Argument<string[]> Names = new("NAME")
    {
        Description = string.Join(", ", Soak.All.Select(soak => $"{soak.Key}: {soak.Value.What}")),
        Arity = ArgumentArity.OneOrMore,
    };

    static readonly Option<double> Scale = new("--scale")
    {
        Description = "the fraction of the readings, kills and minutes, for instance 1/20 (default 1)",
        HelpName = "PART",
        DefaultValueFactory = _ => 1,
        CustomParser = ParseScale,
    };

    static readonly Option<string?> Results = new("--results")
    {
        Description = "write soak-NAME.md into this folder, for several soaks",
        HelpName = "DIR",
    };

    public static Command Create()
    {
        Names.AcceptOnlyFromAmong([.. Soak.All.Keys]);
        var command = new Command(
            "soak", "Kill, stop and disturb processes while readings arrive; nothing may be lost or duplicated.")
        {
            Names, Scale, Results, ServerOptions.Seed, ServerOptions.Oya, ServerOptions.Servers, ServerOptions.Within,
            ServerOptions.Date, ServerOptions.Output,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        var options = ServerOptions.From(line) with { Scale = line.GetValue(Scale) };
        await using var world = await World.MakeAsync(options, cancellationToken);
        var isMet = true;
        foreach (var name in line.GetValue(Names)!)
        {
            var report = await Soak.All[name].Make(world).RunAsync(cancellationToken);
            var page = report.ToMarkdown(line.GetValue(ServerOptions.Date)!);
            ServerOptions.Write(line, report.ToScreen(), page);
            if (line.GetValue(Results) is { } folder)
            {
                _ = Directory.CreateDirectory(folder);
                await File.WriteAllTextAsync(Path.Combine(folder, $"soak-{name}.md"), page, cancellationToken);
            }

            isMet &= report.IsMet;
        }

        return isMet ? 0 : 1;
    }

    static double ParseScale(ArgumentResult argument)
    {
        var parts = argument.Tokens[0].Value.Split('/');
        var numbers = parts.Select(part =>
            double.TryParse(part, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToList();
        var scale = numbers is [var number] ? number : numbers is [var above, var below] ? above / below : double.NaN;
        if (scale is > 0 and < 1000)
        {
            return scale;
        }

        argument.AddError($"'{argument.Tokens[0].Value}' is not a fraction: give a number, or two such as 1/20");
        return 1;
    }
}
