using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>The day cannot be published yet.</summary>
public sealed class DayNotClosedException(ParisDay day) : Exception($"{day} is not over in Paris")
{
    /// <summary>The day.</summary>
    public ParisDay Day { get; } = day;
}

/// <summary>No energy of the day is known, so nothing is published.</summary>
public sealed class NothingToPublishException(ParisDay day) : Exception($"no energy of {day} is known")
{
    /// <summary>The day.</summary>
    public ParisDay Day { get; } = day;
}
