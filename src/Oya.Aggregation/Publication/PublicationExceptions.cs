using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>The day cannot be published yet.</summary>
public sealed class DayNotClosedException(ParisDay day) : Exception($"{day} is not over in Paris")
{
    /// <summary>The day.</summary>
    public ParisDay Day { get; } = day;
}

/// <summary>A folder with other files is in the place of a batch. It is not removed.</summary>
public sealed class ForeignFolderException(string folder, string entry)
    : IOException($"{folder} is in the place of a batch and contains {entry}, which does not belong to a batch; move the folder away")
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = folder;
}

/// <summary>No energy of the day is known, so nothing is published.</summary>
public sealed class NothingToPublishException(ParisDay day) : Exception($"no energy of {day} is known")
{
    /// <summary>The day.</summary>
    public ParisDay Day { get; } = day;
}
