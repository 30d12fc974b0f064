using System.CommandLine;
using System.CommandLine.Parsing;
using Oya.Aggregation;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Cli.Inputs;

/// <summary>Parses usage points and meters on the command line.</summary>
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
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = ParsePrm,
    };

    /// <summary>The given usage point, or the usage point of the given meter.</summary>
    public static async Task<Prm> GetUsagePointAsync(CommandContext context, Stores stores, CurveOwner owner) =>
        owner.UsagePoint ?? (await FindAsync(context, stores, owner.Meter!.Value))?.UsagePoint ?? throw new OyaException(
            ExitCode.Refused, $"meter {owner} has no registered usage point, and therefore no consent",
            "add its usage point with oya registry import");

    /// <summary>The owner of the energy of a meter: its usage point, once it is registered.</summary>
    public static async Task<CurveOwner?> EnergyOwnerAsync(CommandContext context, Stores stores, CurveOwner? owner) =>
        owner is { Meter: { } meter } && await FindAsync(context, stores, meter) is { } entry
            ? CurveOwner.From(entry.UsagePoint)
            : owner;

    static async Task<RegistryEntry?> FindAsync(CommandContext context, Stores stores, MeterAddress meter) =>
        (await new Registry(stores).ListAsync(context.Cancellation)).LastOrDefault(entry => entry.Meter == meter);

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
