namespace Oya.Cli.Output;

/// <summary>
/// The files that one command writes. They come into their places when the command is done, all of them; of a command
/// that fails, none does.
/// </summary>
sealed class CommandOutputs(OutputGuard guard, Terminal terminal)
{
    const int Buffer = 64 << 10;

    readonly List<BesideFile> _beside = [];
    readonly HashSet<string> _taken = [];
    Exception? _end;

    /// <summary>Refuses a place before anything is done; null is the standard output.</summary>
    /// <exception cref="OyaException">It may not be written, or its folder is not there.</exception>
    public void Check(string? path)
    {
        if (path is null)
        {
            CheckStandardOutput();
            return;
        }

        try
        {
            _ = PlaceOf(path);
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            throw CannotWrite(path, exception);
        }
    }

    /// <summary>Opens a place; null is the standard output, which stays open.</summary>
    /// <exception cref="OyaException">It may not or cannot be written.</exception>
    public Stream Open(string? path)
    {
        if (path is null || OutputPlace.IsStandardOutput(path))
        {
            terminal.Out.Flush();
            return new BufferedStream(new ForwardStream(terminal.Output, leaveOpen: true), Buffer);
        }

        try
        {
            var place = PlaceOf(path);
            return place.IsStraight ? OpenStraight(path) : OpenBeside(place);
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            throw CannotWrite(path, exception);
        }
    }

    /// <summary>
    /// Says that what was written is worth keeping although the command ends by this exception: all that could be read
    /// is in it.
    /// </summary>
    public void KeepDespite(Exception end) => _end = end;

    /// <summary>Whether results stay when the command ends by this exception.</summary>
    public bool AreKeptDespite(Exception end) => ReferenceEquals(end, _end) || StandardOutput.IsClosed(end);

    /// <summary>Puts all files in their places.</summary>
    public void Commit()
    {
        foreach (var file in _beside)
        {
            try
            {
                file.Commit();
            }
            catch (Exception exception) when (IsOfFiles(exception))
            {
                throw CannotWrite(file.Path, exception, ExitCode.Unavailable);
            }
        }

        _beside.Clear();
    }

    /// <summary>Removes what is not in its place.</summary>
    public void Discard() => _beside.ForEach(file => file.Discard());

    OutputPlace PlaceOf(string path)
    {
        var place = OutputPlace.Of(path);
        guard.Check(place);
        return Path.GetDirectoryName(place.Real) is { } folder && !Directory.Exists(folder)
            ? throw new DirectoryNotFoundException($"there is no folder {folder}")
            : place;
    }

    /// <summary>A shell appends to any file, be it a capture that is read.</summary>
    void CheckStandardOutput()
    {
        if (OperatingSystem.IsLinux() && OutputPlace.Of("/dev/stdout") is { Status.Kind: FileKind.Regular } place)
        {
            guard.Check(place);
        }
    }

    BufferedStream OpenBeside(OutputPlace place)
    {
        if (!_taken.Add(place.Real))
        {
            throw new OyaException(
                ExitCode.Usage, $"cannot write '{place.Path}': this command writes something else there",
                "choose another file");
        }

        var file = new BesideFile(place);
        _beside.Add(file);
        // A village has thousands of files, and their buffers go when they are written.
        return new(file.Content, Buffer);
    }

    /// <summary>Behind what is there: a file that a shell opened to append to is not cut.</summary>
    static BufferedStream OpenStraight(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 0);
        if (file.CanSeek && FileStatus.Of(path).Kind == FileKind.Regular)
        {
            file.Seek(0, SeekOrigin.End);
        }

        return new(new ForwardStream(file, leaveOpen: false), Buffer);
    }

    static bool IsOfFiles(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentException;

    static OyaException CannotWrite(string path, Exception exception, ExitCode code = ExitCode.Usage) => new(
        code, $"cannot write '{path}': {exception.Message}", "choose another file", exception);
}
