using System.Runtime.InteropServices;

namespace Oya.Cli.Output;

/// <summary>What a path leads to.</summary>
enum FileKind
{
    /// <summary>Nothing is there.</summary>
    Absent,

    /// <summary>A file that holds bytes.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A disk, as bytes.</summary>
    Disk,

    /// <summary>A terminal, a pipe, a socket, /dev/null: bytes pass through.</summary>
    Stream,
}

/// <summary>What a path leads to, through all links, and which one it is among all files.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Device">The device that holds it.</param>
/// <param name="Inode">Its number there; hard links to one file share it. 0 where the system does not say.</param>
readonly partial record struct FileStatus(FileKind Kind, ulong Device, ulong Inode)
{
    const int WorkingFolder = -100;
    const uint TypeAndInode = 0x1 | 0x100;

    public static FileStatus Of(string path)
    {
        if (OperatingSystem.IsLinux() && TryAsk(Path.GetFullPath(path), out var answer))
        {
            return new(KindOf(answer.Mode), ((ulong)answer.DeviceMajor << 32) | answer.DeviceMinor, answer.Inode);
        }

        // The library says of a link to nothing that it exists.
        var real = RealPath.Of(path);
        return new(
            Directory.Exists(real) ? FileKind.Folder
            : !File.Exists(real) ? FileKind.Absent
            : real.StartsWith("/dev/", StringComparison.Ordinal) ? FileKind.Stream
            : FileKind.Regular, 0, 0);
    }

    static bool TryAsk(string path, out Answer answer)
    {
        try
        {
            return Ask(WorkingFolder, path, 0, TypeAndInode, out answer) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            // An old C library: paths are compared then.
            answer = default;
            return false;
        }
    }

    static FileKind KindOf(ushort mode) => (mode & 0xF000) switch
    {
        0x8000 => FileKind.Regular,
        0x4000 => FileKind.Folder,
        0x6000 => FileKind.Disk,
        _ => FileKind.Stream,
    };

    // Of all ways to ask for an inode, statx has the one answer that is laid out alike on every processor.
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Ask(int folder, string path, int flags, uint mask, out Answer answer);

    // linux/stat.h, struct statx
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    struct Answer
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
