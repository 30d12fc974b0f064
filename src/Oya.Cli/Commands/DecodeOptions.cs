using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using Oya.Cli.Captures;
using Oya.Teleinfo;

namespace Oya.Cli.Commands;

/// <summary>The options of <c>oya decode</c>.</summary>
static class DecodeOptions
{
    public static Option<bool> PerFrame { get; } = new("--per-frame")
    {
        Description = "one row per frame instead of one per group",
    };

    public static Option<IReadOnlySet<TicLabel>?> Labels { get; } = new("--labels")
    {
        Description = "only these labels, for instance EAST,SINSTS",
        HelpName = "A,B",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = ParseLabels,
        CompletionSources = { _ => LabelForm.All.Select(form => new CompletionItem(form.Name)) },
    };

    public static Option<long?> Limit { get; } = new("--limit") { Description = "stop after N rows", HelpName = "N" };

    public static Option<string> Mode { get; } = new("--mode")
    {
        Description = "auto, historic or standard: only frames of that mode, exit 1 if there are none",
        HelpName = "M",
        DefaultValueFactory = _ => "auto",
    };

    public static Option<bool> Raw { get; } = new("--raw")
    {
        Description = "also show invalid groups with their fault, or the anomaly of a suspect frame",
    };

    public static Option<bool> Strict { get; } = new("--strict")
    {
        Description = "stop at the first invalid group, exit 1",
    };

    static DecodeOptions()
    {
        Mode.AcceptOnlyFromAmong("auto", "historic", "standard");
        Limit.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (!long.TryParse(token.Value, out var limit) || limit < 1))
            {
                result.AddError($"--limit '{token.Value}' is not a number of rows (1 or more)");
            }
        });
    }

    public static DecodeSettings Settings(CommandContext context) => new(
        context.Get(Mode) switch { "historic" => TicMode.Historic, "standard" => TicMode.Standard, _ => null },
        context.Get(Labels) ?? new HashSet<TicLabel>(),
        context.Get(Raw), context.Get(Strict), context.Get(Limit),
        context.ForPerson, context.MasksIdentifiers);

    static HashSet<TicLabel>? ParseLabels(ArgumentResult argument)
    {
        var labels = new HashSet<TicLabel>();
        foreach (var name in argument.Tokens.SelectMany(token => token.Value.Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            if (LabelForm.Find(name.ToUpperInvariant()) is not { } form)
            {
                argument.AddError($"'{name}' is not a label of a meter");
                return null;
            }

            labels.Add(form.Label);
        }

        return labels;
    }
}
