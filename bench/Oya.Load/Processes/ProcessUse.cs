namespace Oya.Load;

/// <summary>The resources that processes use, from /proc: CPU time of a process tree, and memory.</summary>
static class ProcessUse
{
    // USER_HZ, the unit of /proc: 100 on every Linux that .NET supports.
    const int TicksPerSecond = 100;

    // Fields of /proc/PID/stat after the name, which may contain spaces. The state is field 0.
    const int Parent = 1, UserTime = 11, SystemTime = 12, ChildrenUser = 13, ChildrenSystem = 14;

    /// <summary>
    /// CPU time of a process and its descendants, including ended children: the backends of a server come and go.
    /// </summary>
    public static TimeSpan GetCpu(int root)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Fields: Stat(id)))
            .Where(process => process.Fields is not null)
            .ToDictionary(process => process.Id, process => process.Fields!);
        var ticks = all.Where(process => IsBelow(process.Key, root, all)).Sum(process =>
            process.Value[UserTime] + process.Value[SystemTime]
            + process.Value[ChildrenUser] + process.Value[ChildrenSystem]);
        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
    }

    /// <summary>The resident memory of a process in bytes; 0 when it has ended.</summary>
    public static long Resident(int id)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status")
                .FirstOrDefault(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line[6..^2], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    static bool IsBelow(int id, int root, Dictionary<int, long[]> all)
    {
        while (id != root && all.TryGetValue(id, out var fields))
        {
            id = (int)fields[Parent];
        }

        return id == root;
    }

    static long[]? Stat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return [.. text[(text.LastIndexOf(')') + 2)..].Split(' ')
                .Select(field => long.TryParse(field, CultureInfo.InvariantCulture, out var number) ? number : 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
