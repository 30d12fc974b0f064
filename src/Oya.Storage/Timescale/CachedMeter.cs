using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>
/// What a writer remembers of a meter, so that a reading that follows the last one is stored without a query. This is
/// valid as long as no other writer stores the meter's readings: see <see cref="WriterCache"/>.
/// </summary>
sealed class CachedMeter(int id)
{
    /// <summary>The id of the meter in the database.</summary>
    public int Id => id;

    /// <summary>Its registry entries with their permits.</summary>
    public Occupancy[] Occupancies { get; set; } = [];

    /// <summary>Its last reading; null before the first.</summary>
    public IndexSample? Last { get; set; }

    /// <summary>The day of its last reading, and the ends of that day.</summary>
    public (ParisDay Day, DayEnds Ends)? LastDay { get; set; }
}

/// <summary>The instant and the index of a reading, as needed to judge its neighbours.</summary>
/// <param name="At">Its instant.</param>
/// <param name="ImportWh">Its total import index, Wh.</param>
readonly record struct IndexSample(Instant At, long? ImportWh);

/// <summary>The first and the last reading of a day, and whether each is kept only for that reason.</summary>
/// <remarks>Of the readings without a permit only these two are kept, so all of them are known here.</remarks>
readonly record struct DayEnds(Instant? First, bool FirstIsUnpermitted, Instant? Last, bool LastIsUnpermitted)
{
    /// <summary>The ends after one more reading. A reading of a stored second changes nothing.</summary>
    public DayEnds With(Instant at, bool isUnpermitted)
    {
        var ends = this;
        if (First is null || at < First)
        {
            ends = ends with { First = at, FirstIsUnpermitted = isUnpermitted };
        }

        if (Last is null || at > Last)
        {
            ends = ends with { Last = at, LastIsUnpermitted = isUnpermitted };
        }

        return ends;
    }
}
