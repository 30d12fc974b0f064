using Microsoft.Extensions.Time.Testing;

namespace Oya.Aggregation.Tests;

/// <summary>
/// A clock that advances only when the test moves it. It counts how often code started to wait for it.
/// </summary>
sealed class WatchedClock(DateTimeOffset now) : FakeTimeProvider(now)
{
    int _waits;

    public int Waits => Volatile.Read(ref _waits);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _waits);
        return timer;
    }
}
