namespace Oya.Ingest;

/// <summary>A capture that cannot be read, or not to its end.</summary>
public sealed class CaptureException : IOException
{
    /// <param name="file">Its path, or <c>-</c>.</param>
    /// <param name="what">What is wrong with it.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="byteOffset">Where, in the bytes as they are stored.</param>
    /// <param name="isDamaged">The bytes are bad, and not the name or the rights.</param>
    /// <param name="inner">What the system said.</param>
    public CaptureException(
        string file, string what, string remedy, long? byteOffset = null, bool isDamaged = false,
        Exception? inner = null)
        : base(byteOffset is { } offset ? $"{Named(file)}: {what} near byte {offset}" : $"{Named(file)}: {what}", inner)
    {
        File = file;
        Remedy = remedy;
        ByteOffset = byteOffset;
        IsDamaged = isDamaged;
    }

    /// <summary>The path as it was given, or <c>-</c>.</summary>
    public string File { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }

    /// <summary>Where in the stored bytes, when it is known.</summary>
    public long? ByteOffset { get; }

    /// <summary>True when the bytes are bad; false when it could not be opened at all.</summary>
    public bool IsDamaged { get; }

    static string Named(string file) => file == "-" ? "standard input" : file;
}
