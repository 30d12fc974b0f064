using System.CommandLine.Parsing;
using System.Globalization;

namespace Oya.Cli.Commands;

/// <summary>The maximum of invalid groups: a number, or a share of all groups.</summary>
readonly record struct MaxErrors(decimal Limit, bool IsPercent)
{
    public bool IsExceeded(long invalid, long groups) =>
        IsPercent ? invalid * 100m > Limit * groups : invalid > Limit;

    public static MaxErrors? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        var isPercent = text.EndsWith('%');
        if (decimal.TryParse(
            isPercent ? text[..^1] : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var limit)
            && (isPercent ? limit <= 100 : limit == decimal.Truncate(limit)))
        {
            return new(limit, isPercent);
        }

        argument.AddError($"'{text}' is neither a number of groups nor a share like 2%");
        return null;
    }
}
