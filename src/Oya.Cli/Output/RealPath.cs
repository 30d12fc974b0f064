namespace Oya.Cli.Output;

/// <summary>
/// The place that a path leads to, through all links, whether something is there or not. The library's own resolution
/// takes <c>..</c> in a link's target by its letters, and could name a file that the system would not.
/// </summary>
static class RealPath
{
    // As Linux has it.
    const int MostLinks = 40;

    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        if (OperatingSystem.IsWindows())
        {
            return File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
        }

        var (real, links, rest) = ("/", 0, new Stack<string>());
        Push(rest, full);
        while (rest.TryPop(out var part))
        {
            var next = part switch
            {
                "" or "." => real,
                ".." => Path.GetDirectoryName(real) ?? "/",
                _ => Path.Join(real, part),
            };
            if (!IsDescriptor(next) && new FileInfo(next).LinkTarget is { } target)
            {
                links = links < MostLinks ? links + 1 : throw new IOException($"too many links: {path}");
                real = target.StartsWith('/') ? "/" : real;
                Push(rest, target);
            }
            else
            {
                real = next;
            }
        }

        return real;
    }

    /// <summary>Whether a real path is an open file of a process: its link is not to be followed by its letters.</summary>
    public static bool IsDescriptor(string real) =>
        real.StartsWith("/proc/", StringComparison.Ordinal)
        && Path.GetDirectoryName(real)!.EndsWith("/fd", StringComparison.Ordinal);

    static void Push(Stack<string> rest, string path)
    {
        foreach (var part in path.Split('/').Reverse())
        {
            rest.Push(part);
        }
    }
}
