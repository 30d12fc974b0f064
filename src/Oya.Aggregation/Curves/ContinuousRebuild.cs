using Oya.Storage;

namespace Oya.Aggregation;

/// <summary>Rebuilds the dirty days every minute, so that a curve follows its readings by about a minute.</summary>
/// <param name="stores">The stores that receive readings, from this process or from ingesters elsewhere.</param>
/// <param name="notify">Called when the store becomes unavailable, and when it is available again.</param>
/// <param name="clock">The clock.</param>
public sealed class ContinuousRebuild(Stores stores, Action<string> notify, TimeProvider clock)
{
    /// <summary>Time between two rebuilds.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Runs until cancelled. Several rebuilds may run at once: none of them overwrites newer content with older
    /// content.
    /// </summary>
    /// <exception cref="StoreException">The store reports an error. An unavailable store is only waited
    /// for.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        var isAway = false;
        do
        {
            try
            {
                await new CurveRebuild(stores).RunAsync(cancellationToken);
                if (isAway)
                {
                    notify("the store is available again; curves are being built");
                }

                isAway = false;
            }
            catch (StoreException e) when (e.IsAway)
            {
                if (!isAway)
                {
                    notify($"the store is unavailable, and no curve is built until it is back: {e.Message}");
                }

                isAway = true;
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}
