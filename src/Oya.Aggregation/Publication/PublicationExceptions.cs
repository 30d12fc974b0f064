using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>The day cannot be published yet.</summary>
public sealed class DayNotClosedException(ParisDay day) : Exception($"{day} is not over in Paris")
{
    /// <summary>The day.</summary>
    public ParisDay Day { get; } = day;
}

/// <summary>In the place of a batch is a folder that no batch left there; it is not removed.</summary>
public sealed class ForeignFolderException(string folder, string entry)
    : IOException($"{folder} is in the way of a batch and holds {entry}, which is of no batch; move it away")
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = folder;
}

/// <summary>Nothing of the day is known, so there is nothing to publish, and nothing is.</summary>
public sealed class NothingToPublishException(ParisDay day) : Exception($"no energy of {day} is known")
{
    /// <summary>The day.</summary>
    public ParisDay Day { get; } = day;
}
