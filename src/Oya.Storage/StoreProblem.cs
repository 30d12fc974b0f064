namespace Oya.Storage;

/// <summary>Why a store cannot be used, where what to do about it depends on how it was named or is made.</summary>
public enum StoreProblem
{
    /// <summary>The message says all.</summary>
    Other,

    /// <summary>It is neither a path nor a connection string.</summary>
    NoAddress,

    /// <summary>The file cannot be opened, or is none.</summary>
    CannotOpen,

    /// <summary>The database has no tables of this program, or those of an earlier version.</summary>
    NeedsMigration,

    /// <summary>It was made by a later version of this program.</summary>
    LaterVersion,
}
