namespace Oya.Ingest;

/// <summary>Bytes that are no <c>ReadingBatch</c>, or not a sound one; the message is the reason.</summary>
public sealed class BadBatchException : Exception
{
    /// <summary>With the reason, which names a field or a limit and never a value: values are personal data.</summary>
    public BadBatchException(string reason) : base(reason)
    {
    }
}
