using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>
/// The readings of one meter and one day in a batch, and what is known of the meter before they are stored.
/// </summary>
/// <param name="Meter">The meter.</param>
/// <param name="Day">The day.</param>
/// <param name="Start">Index of the first reading in the sorted batch.</param>
/// <param name="End">Index after the last reading.</param>
sealed record DayRun(CachedMeter Meter, ParisDay Day, int Start, int End)
{
    /// <summary>The meter's last reading before the run is stored.</summary>
    public IndexSample? LastBefore { get; set; }

    /// <summary>The earliest stored reading of the run; null when none was stored.</summary>
    public IndexSample? From { get; set; }

    /// <summary>The latest stored reading of the run.</summary>
    public IndexSample? To { get; set; }
}

/// <summary>A row to store.</summary>
/// <param name="Index">The index of its reading in the batch.</param>
/// <param name="Since">
/// The start of the permit that covers it; null when it is kept as the first or the last of its day.
/// </param>
/// <param name="Run">The run of the reading.</param>
readonly record struct NewRow(int Index, Instant? Since, DayRun Run);
