namespace Oya.Ingest;

/// <summary>A capture cannot be read, or not to its end.</summary>
public sealed class CaptureException : IOException
{
    /// <param name="file">Its path, or <c>-</c>.</param>
    /// <param name="problem">The kind of problem.</param>
    /// <param name="what">What is wrong.</param>
    /// <param name="byteOffset">The position, in the bytes as they are stored.</param>
    /// <param name="inner">The exception of the system.</param>
    public CaptureException(
        string file, CaptureProblem problem, string what, long? byteOffset = null, Exception? inner = null)
        : base(byteOffset is { } offset ? $"{DisplayName(file)}: {what} near byte {offset}"
            : $"{DisplayName(file)}: {what}", inner)
    {
        File = file;
        Problem = problem;
        ByteOffset = byteOffset;
    }

    /// <summary>The path as given, or <c>-</c>.</summary>
    public string File { get; }

    /// <summary>The kind of problem, for the caller that words the remedy.</summary>
    public CaptureProblem Problem { get; }

    /// <summary>The position in the stored bytes, when it is known.</summary>
    public long? ByteOffset { get; }

    /// <summary>True when the bytes are damaged; false when the capture could not be opened.</summary>
    public bool IsDamaged => Problem == CaptureProblem.Damaged;

    static string DisplayName(string file) => file == "-" ? "standard input" : file;
}
