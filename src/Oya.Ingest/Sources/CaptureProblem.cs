namespace Oya.Ingest;

/// <summary>Why a capture cannot be read.</summary>
public enum CaptureProblem
{
    /// <summary>There is no such file.</summary>
    NotFound,

    /// <summary>It is a directory.</summary>
    IsDirectory,

    /// <summary>This user may not read it.</summary>
    NoPermission,

    /// <summary>The system cannot read it.</summary>
    Unreadable,

    /// <summary>Its bytes are bad; what comes before them was read.</summary>
    Damaged,

    /// <summary>It is of historic mode, and nothing says when it begins.</summary>
    NoStart,

    /// <summary>Several historic meters share it, and nothing gives the time between two frames of one.</summary>
    NoStep,
}
