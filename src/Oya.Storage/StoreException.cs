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
}
