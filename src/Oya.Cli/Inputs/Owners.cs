using System.CommandLine;
using System.CommandLine.Parsing;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Cli.Inputs;

/// <summary>Usage points and meters on the command line.</summary>
static class Owners
{
    public static Argument<CurveOwner?> Argument(ArgumentArity arity, string description) => new("point")
    {
        Description = description,
        HelpName = "PRM",
        Arity = arity,
        CustomParser = Parse,
    };

    public static Argument<Prm?> UsagePoint() => new("usage-point")
    {
        Description = "the usage point, 14 digits",
        HelpName = "PRM",
        CustomParser = ParsePrm,
    };

    static CurveOwner? Parse(ArgumentResult argument)
    {
        if (argument.Tokens.Count == 0)
        {
            return null;
        }

        if (CurveOwner.TryParse(argument.Tokens[0].Value, out var owner))
        {
            return owner;
        }

        argument.AddError($"'{argument.Tokens[0].Value}' is neither a usage point (14 digits) nor a meter (12 digits)");
        return null;
    }

    static Prm? ParsePrm(ArgumentResult argument)
    {
        if (Prm.TryParse(argument.Tokens[0].Value, out var prm))
        {
            return prm;
        }

        argument.AddError($"'{argument.Tokens[0].Value}' is not a usage point: 14 digits");
        return null;
    }
}
