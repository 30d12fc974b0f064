using System.Diagnostics;

namespace Oya.Tests;

/// <summary>Waiting for what other threads, processes and servers do: until it is seen, never for a time that should do.</summary>
static class Wait
{
    // Far more than anything takes on a machine that is busy with something else.
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task UntilAsync(Func<bool> isSo, string what)
    {
        for (var began = Stopwatch.GetTimestamp(); !isSo();)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Limit, $"waited {Limit} in vain for this: {what}");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
