namespace Oya.Cli.Output;

/// <summary>
/// Results on their way into a file: written beside it under a name of their own, and renamed when whole. Until then,
/// and if that never comes, the file that was there stays as it was.
/// </summary>
sealed class BesideFile
{
    readonly OutputPlace _place;
    readonly string _beside;
    readonly UnixFileMode? _mode;

    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public BesideFile(OutputPlace place)
    {
        _place = place;
        _beside = System.IO.Path.Join(System.IO.Path.GetDirectoryName(place.Real), $".oya-{Guid.NewGuid():N}.part");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0,
        };
        if (Replaces)
        {
            // A rename asks for rights on the folder alone: it would pass over a file that is protected.
            File.OpenHandle(place.Real, FileMode.Open, FileAccess.Write, FileShare.ReadWrite).Dispose();
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = _mode = File.GetUnixFileMode(place.Real);
            }
        }

        try
        {
            Content = new(_beside, options);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new UnauthorizedAccessException("its folder may not be written", exception);
        }

        AppDomain.CurrentDomain.ProcessExit += RemoveAtExit;
    }

    /// <summary>The place as it was given.</summary>
    public string Path => _place.Path;

    /// <summary>What is written, without a buffer; the writer closes it.</summary>
    public FileStream Content { get; }

    bool Replaces => _place.Status.Kind == FileKind.Regular;

    /// <summary>Puts what was written in its place.</summary>
    public void Commit()
    {
        if (Content.CanWrite)
        {
            throw new InvalidOperationException($"What is written to {Path} was not closed, so it may not be whole.");
        }

        if (Replaces)
        {
            // A power cut must not leave an empty file where a whole one was.
            using var written = File.OpenHandle(_beside, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            RandomAccess.FlushToDisk(written);
            if (!OperatingSystem.IsWindows() && _mode is { } mode)
            {
                File.SetUnixFileMode(written, mode);
            }
        }

        File.Move(_beside, _place.Real, overwrite: true);
        AppDomain.CurrentDomain.ProcessExit -= RemoveAtExit;
    }

    /// <summary>Removes what was written, unless it is in its place.</summary>
    public void Discard()
    {
        AppDomain.CurrentDomain.ProcessExit -= RemoveAtExit;
        Content.Dispose();
        try
        {
            File.Delete(_beside);
        }
        catch (DirectoryNotFoundException)
        {
            // It went with its folder, and the command says what is wrong.
        }
    }

    // A command that does not hear Ctrl-C is left alone when the program ends.
    void RemoveAtExit(object? sender, EventArgs e) => File.Delete(_beside);
}
