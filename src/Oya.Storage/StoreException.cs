namespace Oya.Storage;

/// <summary>The store cannot be used. The message says what is wrong, where, and what to do.</summary>
public sealed class StoreException : Exception
{
    /// <summary>Creates the exception with what happened and what to do.</summary>
    public StoreException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with what happened, what to do, and the cause.</summary>
    public StoreException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>The kind of problem, for the caller that words the remedy.</summary>
    public StoreProblem Problem { get; init; }

    /// <summary>
    /// The store is away (stopped, restarting, unreachable), and the same call may succeed later. It is unknown
    /// whether a running transaction was committed. Repeating it changes nothing.
    /// </summary>
    public bool IsAway { get; init; }
}
