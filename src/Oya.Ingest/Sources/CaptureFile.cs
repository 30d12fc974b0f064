namespace Oya.Ingest;

/// <summary>Opens the file of a capture, and explains why it cannot be opened.</summary>
static class CaptureFile
{
    public static FileStream Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new CaptureException(path, CaptureProblem.IsDirectory, "this is a directory");
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
            path, CaptureProblem.NotFound, "no such file", inner: exception),
        UnauthorizedAccessException => new(
            path, CaptureProblem.NoPermission, "permission denied", inner: exception),
        _ => new(path, CaptureProblem.Unreadable, exception.Message, inner: exception),
    };
}
