namespace Oya.Ingest;

/// <summary>A capture that cannot be read, or not to its end.</summary>
public sealed class CaptureException : IOException
{
    /// <param name="file">Its path, or <c>-</c>.</param>
    /// <param name="problem">Why, for a program.</param>
    /// <param name="what">What is wrong with it.</param>
    /// <param name="byteOffset">Where, in the bytes as they are stored.</param>
    /// <param name="inner">What the system said.</param>
    public CaptureException(
        string file, CaptureProblem problem, string what, long? byteOffset = null, Exception? inner = null)
        : base(byteOffset is { } offset ? $"{Named(file)}: {what} near byte {offset}" : $"{Named(file)}: {what}", inner)
    {
        File = file;
        Problem = problem;
        ByteOffset = byteOffset;
    }

    /// <summary>The path as it was given, or <c>-</c>.</summary>
    public string File { get; }

    /// <summary>Why; what to do about it is worded by whoever named the capture.</summary>
    public CaptureProblem Problem { get; }

    /// <summary>Where in the stored bytes, when it is known.</summary>
    public long? ByteOffset { get; }

    /// <summary>True when the bytes are bad; false when it could not be opened at all.</summary>
    public bool IsDamaged => Problem == CaptureProblem.Damaged;

    static string Named(string file) => file == "-" ? "standard input" : file;
}
