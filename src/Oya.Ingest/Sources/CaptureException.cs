namespace Oya.Ingest;

/// <summary>A capture cannot be read, or not to its end.</summary>
public sealed class CaptureException : IOException
{
    /// <param name="file">Its path, or <c>-</c>.</param>
    /// <param name="what">What is wrong.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="byteOffset">The position, in the bytes as they are stored.</param>
    /// <param name="isDamaged">Whether the bytes are damaged, in contrast to a wrong name or missing rights.</param>
    /// <param name="inner">The exception of the system.</param>
    public CaptureException(
        string file, string what, string remedy, long? byteOffset = null, bool isDamaged = false,
        Exception? inner = null)
        : base(
            byteOffset is { } offset
                ? $"{DisplayName(file)}: {what} near byte {offset}"
                : $"{DisplayName(file)}: {what}",
            inner)
    {
        File = file;
        Remedy = remedy;
        ByteOffset = byteOffset;
        IsDamaged = isDamaged;
    }

    /// <summary>The path as given, or <c>-</c>.</summary>
    public string File { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }

    /// <summary>The position in the stored bytes, when it is known.</summary>
    public long? ByteOffset { get; }

    /// <summary>True when the bytes are damaged; false when the capture could not be opened.</summary>
    public bool IsDamaged { get; }

    static string DisplayName(string file) => file == "-" ? "standard input" : file;
}
