namespace Oya.Cli.Output;

/// <summary>Where a path that was given for results leads to.</summary>
/// <param name="Path">As it was given.</param>
/// <param name="Real">Through all links.</param>
/// <param name="Status">What is there now.</param>
sealed record OutputPlace(string Path, string Real, FileStatus Status)
{
    public static OutputPlace Of(string path) => new(path, RealPath.Of(path), FileStatus.Of(path));

    /// <summary>Whether a path is another name of the standard output.</summary>
    public static bool IsStandardOutput(string path) =>
        path is "-" or "/dev/stdout" or "/dev/fd/1"
        || (path.StartsWith("/proc/", StringComparison.Ordinal)
            && RealPath.Of(path) == $"/proc/{Environment.ProcessId}/fd/1");

    /// <summary>Whether a folder is meant.</summary>
    public bool IsFolder => Status.Kind == FileKind.Folder || System.IO.Path.EndsInDirectorySeparator(Path);

    /// <summary>
    /// Whether it is written where it is: a device or a pipe, whose place no file may take, or a file that a shell has
    /// opened.
    /// </summary>
    public bool IsStraight => Status.Kind is FileKind.Stream or FileKind.Disk || RealPath.IsDescriptor(Real);

    /// <summary>Whether writing here could harm what is there, or will be.</summary>
    public bool HoldsBytes => Status.Kind is FileKind.Regular or FileKind.Disk or FileKind.Absent;

    /// <summary>Whether another path leads to the same file, by whatever name.</summary>
    public bool IsSameAs(string other)
    {
        var status = FileStatus.Of(other);
        return status.Inode != 0 && Status.Inode != 0
            ? status == Status
            : string.Equals(
                RealPath.Of(other), Real,
                OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
    }
}
