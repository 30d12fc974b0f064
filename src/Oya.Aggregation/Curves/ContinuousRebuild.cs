using Oya.Storage;

namespace Oya.Aggregation;

/// <summary>Builds what was touched, again and again, so that a day's curve follows its readings by a minute or so.</summary>
/// <param name="stores">Where readings come in, from this process or from ingesters elsewhere.</param>
/// <param name="tell">Told when the store is away, and when it is back.</param>
/// <param name="clock">The clock.</param>
public sealed class ContinuousRebuild(Stores stores, Action<string> tell, TimeProvider clock)
{
    /// <summary>Time between two rebuilds.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Runs until cancelled. Several at once do each other no harm: none puts old over new.</summary>
    /// <exception cref="StoreException">The store refuses; that it is away is waited out.</exception>
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
                    tell("the store is back; curves are built again");
                }

                isAway = false;
            }
            catch (StoreException e) when (e.IsAway)
            {
                if (!isAway)
                {
                    tell($"no curve is built while the store is away: {e.Message}");
                }

                isAway = true;
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}
