using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Oya.Cli.Inputs;

/// <summary>Parses durations: <c>60s</c>, <c>5m</c>, <c>1h</c>, or a plain number of seconds.</summary>
static class Durations
{
    // A year: longer than any time between two frames.
    const double MaxSeconds = 366 * 86_400;

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (text.Length == 0)
        {
            return false;
        }

        var seconds = char.ToLowerInvariant(text[^1]) switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        if (!double.TryParse(
            seconds == 0 ? text : text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number * Math.Max(1, seconds) > MaxSeconds)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(number * Math.Max(1, seconds));
        return true;
    }

    public static Option<TimeSpan?> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "60s",
        CustomParser = Parse,
    };

    static TimeSpan? Parse(ArgumentResult argument)
    {
        if (TryParse(argument.Tokens[0].Value, out var duration))
        {
            return duration;
        }

        argument.AddError($"'{argument.Tokens[0].Value}' is not a time like 60s, 5m or 1h");
        return null;
    }
}
