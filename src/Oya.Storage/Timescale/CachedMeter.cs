using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>
/// What a writer remembers of a meter, so that a reading that follows the last one is stored without a question to the
/// database. It is right as long as nobody else writes the meter's readings: see <see cref="WriterCache"/>.
/// </summary>
sealed class CachedMeter(int id)
{
    /// <summary>The meter's number in the database.</summary>
    public int Id => id;

    /// <summary>Its entries in the registry with their permits.</summary>
    public Occupancy[] Occupancies { get; set; } = [];

    /// <summary>Its last reading; null before the first.</summary>
    public IndexSample? Last { get; set; }

    /// <summary>The day of its last reading, and the ends of that day.</summary>
    public (ParisDay Day, DayEnds Ends)? LastDay { get; set; }
}

/// <summary>A reading as its neighbours see it.</summary>
/// <param name="At">Its instant.</param>
/// <param name="ImportWh">Its total index, Wh.</param>
readonly record struct IndexSample(Instant At, long? ImportWh);

/// <summary>The first and the last reading of a day, and whether each stays only because it is that.</summary>
/// <remarks>Of the readings that no permit covers only these two stay, so all of them are known here.</remarks>
readonly record struct DayEnds(Instant? First, bool FirstIsUnpermitted, Instant? Last, bool LastIsUnpermitted)
{
    /// <summary>With one more reading; one of a second that is there changes nothing.</summary>
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
