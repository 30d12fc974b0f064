namespace Oya.Ingest;

/// <summary>
/// Waits longer and longer for something that is away, and says so: once when it goes, now and then while it is away,
/// and once when it is back.
/// </summary>
/// <param name="what">What is waited for, for a person: "the store".</param>
/// <param name="tell">Gets what there is to say.</param>
/// <param name="clock">The clock.</param>
public sealed class RetryBackoff(string what, Action<string> tell, TimeProvider clock)
{
    // A restart of a server takes a second or two; it is no use to ask a server that is really down more than twice
    // a minute.
    static readonly TimeSpan First = TimeSpan.FromMilliseconds(100), Longest = TimeSpan.FromSeconds(15);

    static readonly TimeSpan Reminder = TimeSpan.FromMinutes(1);

    long? _since;
    long _reported;
    TimeSpan _next = First;

    /// <summary>It is away; returns when it is worth asking again.</summary>
    public async Task WaitAsync(string reason, CancellationToken cancellationToken)
    {
        if (_since is null)
        {
            _since = _reported = clock.GetTimestamp();
            tell($"{what} is away, waiting for it: {reason}");
        }
        else if (clock.GetElapsedTime(_reported) >= Reminder)
        {
            _reported = clock.GetTimestamp();
            tell($"{what} is away since {clock.GetElapsedTime(_since.Value):hh\\:mm\\:ss}, still waiting: {reason}");
        }

        await Task.Delay(_next, clock, cancellationToken);
        _next = _next * 2 < Longest ? _next * 2 : Longest;
    }

    /// <summary>It answered.</summary>
    public void Succeeded()
    {
        if (_since is { } since)
        {
            tell($"{what} is back after {clock.GetElapsedTime(since):hh\\:mm\\:ss}");
            _since = null;
            _next = First;
        }
    }
}
