using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>The readings of one meter and one day in a batch, and what is known of them before they are stored.</summary>
/// <param name="Meter">The meter.</param>
/// <param name="Day">The day.</param>
/// <param name="Start">Place of the first in the order of the batch.</param>
/// <param name="End">Place after the last.</param>
sealed record DayRun(CachedMeter Meter, ParisDay Day, int Start, int End)
{
    /// <summary>The meter's last reading before the run was stored.</summary>
    public IndexSample? LastBefore { get; set; }

    /// <summary>The earliest of its readings that were stored; null when none was.</summary>
    public IndexSample? From { get; set; }

    /// <summary>The latest of its readings that were stored.</summary>
    public IndexSample? To { get; set; }
}

/// <summary>A row to be stored.</summary>
/// <param name="Index">Its reading's place in the batch.</param>
/// <param name="Since">From when on a permit covers it; null: it stays as the first or the last of its day.</param>
/// <param name="Run">The run that it is of.</param>
readonly record struct NewRow(int Index, Instant? Since, DayRun Run);
