using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>
/// What a writer remembers of a meter, so that a reading that follows the last one is stored without a question to the
/// database. It is right as long as nobody else writes the meter's readings: see <see cref="WriterMemory"/>.
/// </summary>
sealed class MeterMemory(int id)
{
    /// <summary>The meter's number in the database.</summary>
    public int Id => id;

    /// <summary>Its entries in the registry with their permits.</summary>
    public Tenure[] Tenures { get; set; } = [];

    /// <summary>Its last reading; null before the first.</summary>
    public IndexMark? Last { get; set; }

    /// <summary>The day of its last reading, and the ends of that day.</summary>
    public (ParisDay Day, DayEnds Ends)? LastDay { get; set; }
}

/// <summary>A reading as its neighbours see it.</summary>
/// <param name="At">Its instant.</param>
/// <param name="DrawnWh">Its total index, Wh.</param>
readonly record struct IndexMark(Instant At, long? DrawnWh);

/// <summary>The first and the last reading of a day, and whether each stays only because it is that.</summary>
/// <remarks>Of the readings that no permit covers only these two stay, so all of them are known here.</remarks>
readonly record struct DayEnds(Instant? First, bool FirstIsBare, Instant? Last, bool LastIsBare)
{
    /// <summary>With one more reading; one of a second that is there changes nothing.</summary>
    public DayEnds With(Instant at, bool isBare)
    {
        var ends = this;
        if (First is null || at < First)
        {
            ends = ends with { First = at, FirstIsBare = isBare };
        }

        if (Last is null || at > Last)
        {
            ends = ends with { Last = at, LastIsBare = isBare };
        }

        return ends;
    }
}
