using System.CommandLine;
using System.CommandLine.Parsing;
using Oya.Teleinfo;

namespace Oya.Cli.Inputs;

/// <summary>Parses days and instants on the command line.</summary>
static class Days
{
    public static Option<ParisDay?> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DAY",
        CustomParser = ParseDay,
    };

    public static Option<Instant?> InstantOption(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = ParseInstant,
    };

    static ParisDay? ParseDay(ArgumentResult argument)
    {
        if (ParisDay.TryParse(argument.Tokens[0].Value, out var day))
        {
            return day;
        }

        argument.AddError($"'{argument.Tokens[0].Value}' is not a day like 2026-01-15");
        return null;
    }

    static Instant? ParseInstant(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (ParisDay.TryParse(text, out var day))
        {
            return day.Start;
        }

        if (Instant.TryParse(text, out var instant))
        {
            return instant;
        }

        argument.AddError(
            $"'{text}' is not a time like 2026-01-15T00:00:00+01:00 (without an offset: unambiguous Paris time)");
        return null;
    }
}
