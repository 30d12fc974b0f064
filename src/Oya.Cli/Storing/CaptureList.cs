using System.Text.Json;
using System.Text.Json.Serialization;
using Oya.Cli.Inputs;
using Oya.Ingest;
using Oya.Teleinfo;

namespace Oya.Cli.Storing;

/// <summary>
/// What <c>oya replay</c> is given, to captures: files as they are named, and the files of a folder as its
/// <c>captures.json</c> tells them, with their start and step.
/// </summary>
static class CaptureList
{
    const string IndexName = "captures.json";

    public static IReadOnlyList<CaptureInfo> Create(IEnumerable<string> paths, Instant? start, TimeSpan? step)
    {
        var captures = new List<CaptureInfo>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                captures.AddRange(InFolder(path, start, step));
            }
            else
            {
                captures.Add(new(path, start, step));
            }
        }

        return captures;
    }

    /// <summary>All files that captures are read from, the lists of folders too.</summary>
    public static IEnumerable<string> FilesOf(IEnumerable<string> paths, IReadOnlyList<CaptureInfo> captures) =>
        captures.Select(capture => capture.Name).Where(name => name != "-")
            .Concat(paths.Where(Directory.Exists).Select(folder => Path.Combine(folder, IndexName)));

    static IEnumerable<CaptureInfo> InFolder(string folder, Instant? start, TimeSpan? step)
    {
        var index = Path.Combine(folder, IndexName);
        if (!File.Exists(index))
        {
            throw new OyaException(
                ExitCode.Usage, $"{folder} has no {IndexName}", "name the captures in it, for instance with *");
        }

        foreach (var entry in Read(index))
        {
            yield return new(
                Path.Combine(folder, entry.File),
                start ?? (entry.Start is null ? null
                    : Instant.TryParse(entry.Start, out var at) ? at
                    : throw Wrong(index, entry, $"start '{entry.Start}' is not a time")),
                step ?? (entry.Step is null ? null
                    : Durations.TryParse(entry.Step, out var duration) ? duration
                    : throw Wrong(index, entry, $"step '{entry.Step}' is not a time like 60s")));
        }
    }

    static IReadOnlyList<CaptureEntry> Read(string index)
    {
        try
        {
            using var file = File.OpenRead(index);
            return JsonSerializer.Deserialize(file, CaptureEntryContext.Default.IReadOnlyListCaptureEntry) ?? [];
        }
        catch (JsonException e)
        {
            throw new OyaException(
                ExitCode.Usage, $"{index}: line {e.LineNumber + 1}: not an array of file, meter, mode, start, step",
                "make the folder again with oya simulate -o", e);
        }
    }

    static OyaException Wrong(string index, CaptureEntry entry, string what) =>
        new(ExitCode.Usage, $"{index}: {entry.File}: {what}", "mend the entry");
}

/// <summary>An entry of captures.json.</summary>
sealed record CaptureEntry(string File, string? Meter, string? Mode, string? Start, string? Step);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<CaptureEntry>))]
sealed partial class CaptureEntryContext : JsonSerializerContext;
