using System.CommandLine;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Cli.Inputs;

/// <summary><c>--day</c>, or <c>--from</c> and <c>--to</c> (end exclusive), or all days of the store.</summary>
sealed class DayRange
{
    readonly Option<ParisDay?> _day = Days.Option("--day", "one day");
    readonly Option<ParisDay?> _from = Days.Option("--from", "first day");
    readonly Option<ParisDay?> _to = Days.Option("--to", "first day after the last one");

    public IEnumerable<Option> Options => [_day, _from, _to];

    public async Task<(ParisDay From, ParisDay To)> ReadAsync(CommandContext context, Stores stores)
    {
        if (context.Get(_day) is { } day)
        {
            return context.Has(_from) || context.Has(_to)
                ? throw new OyaException(
                    ExitCode.Usage, "--day cannot be combined with --from and --to", "give one or the other")
                : (day, day.Next);
        }

        var span = await stores.Curves.SpanAsync(context.Cancellation);
        var today = ParisDay.Containing(Instant.Floor(context.Time.GetUtcNow()));
        var from = context.Get(_from) ?? span?.First ?? today;
        var to = context.Get(_to) ?? span?.Last.Next ?? today.Next;
        return from < to || context.Get(_from) is null || context.Get(_to) is null
            ? (from, to)
            : throw new OyaException(
                ExitCode.Usage, $"--to {to} is not after --from {from}", "--to is the first day after the last one");
    }
}
