namespace Oya.Storage;

/// <summary>The store cannot be used; the message says what, where and what to do.</summary>
public sealed class StoreException : Exception
{
    /// <summary>With what happened and what to do.</summary>
    public StoreException(string message) : base(message)
    {
    }

    /// <summary>With what happened, what to do, and the cause.</summary>
    public StoreException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>Why, for whoever words what to do.</summary>
    public StoreProblem Problem { get; init; }

    /// <summary>
    /// The store is away (stopped, restarting, out of reach), and the same call may succeed later. Whether a transaction
    /// that was under way is kept is not known: doing it again changes nothing.
    /// </summary>
    public bool IsAway { get; init; }
}
