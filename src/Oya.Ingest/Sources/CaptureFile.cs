namespace Oya.Ingest;

/// <summary>Opens the file of a capture, and explains why it cannot be opened.</summary>
static class CaptureFile
{
    public static FileStream Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new CaptureException(path, "this is a directory", "name the captures in it, for instance with *");
        }

        try
        {
            return new(path, new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite,
                Options = FileOptions.SequentialScan,
                BufferSize = 0,
            });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Explain(path, exception);
        }
    }

    public static CaptureException Explain(string path, Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => new(
            path, "no such file", "check the path; - reads the standard input", inner: exception),
        UnauthorizedAccessException => new(
            path, "permission denied", "ask for permission to read it, or use a copy", inner: exception),
        _ => new(path, exception.Message, "check that it is a readable file", inner: exception),
    };
}
