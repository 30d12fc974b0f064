using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Oya.EndToEnd.Tests;

/// <summary>
/// Each capture in samples/ equals the output of the simulator with the options in the table, cut to the minutes in the
/// table. The decoded results are in files next to it. <c>OYA_UPDATE_GOLDEN=1</c> writes all files again.
/// </summary>
public sealed partial class SampleTests : IDisposable
{
    const int Max = 60_000;

    static readonly bool Update = Environment.GetEnvironmentVariable("OYA_UPDATE_GOLDEN") == "1";

    readonly Site _site = new();

    public static TheoryData<string> Names => [.. Recipes().Keys];

    public void Dispose() => _site.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_sample_equals_the_simulation_in_its_table_row(string name)
    {
        var (line, part) = Recipes()[name];
        await _site.DoneAsync($"{line} -o @all.tic");
        var capture = Cut(File.ReadAllBytes(_site.Path("all.tic")), line, part);
        Assert.InRange(capture.Length, 1, Max);
        Compare($"{name}.tic", capture);

        File.WriteAllBytes(_site.Path($"{name}.tic"), capture);
        Compare($"{name}.json", await ResultAsync($"inspect @{name}.tic --format json"));
        Compare($"{name}.csv", await ResultAsync($"decode @{name}.tic --per-frame --format csv"));
    }

    [Fact]
    public void Every_sample_is_in_the_table()
    {
        var files = Directory.EnumerateFiles(Repository.Path("samples")).Select(Path.GetFileName);
        var known = Recipes().Keys.SelectMany(name => new[] { $"{name}.csv", $"{name}.json", $"{name}.tic" });
        Assert.Equal(known.Append("README.md").Append(".gitattributes").Order(), files.Order());
    }

    [Theory]
    [InlineData("spring", "2026-03-29T01:59:50+01:00", "2026-03-29T03:00:00+02:00")]
    [InlineData("autumn", "2026-10-25T02:59:50+02:00", "2026-10-25T02:00:00+01:00")]
    public async Task Local_time_jumps_at_a_clock_change_and_the_instants_do_not(string season, string last, string first)
    {
        var sample = Repository.Path($"samples/change-night-{season}.tic");
        var rows = await _site.RowsAsync($"decode {sample} --per-frame");
        var times = rows.Select(row => row["at"]).ToList();
        Assert.Equal(first, times[times.IndexOf(last) + 1]);
        var seconds = times.Select(at => DateTimeOffset.Parse(at).ToUnixTimeSeconds()).ToList();
        Assert.All(seconds.Zip(seconds.Skip(1)), pair => Assert.Equal(10, pair.Second - pair.First));
    }

    [Fact]
    public async Task The_historic_sample_replays_with_the_options_in_its_table_row()
    {
        var sample = Repository.Path("samples/historic-hphc.tic");
        await _site.DoneAsync($"replay {sample} --start 2026-01-15T05:30:00+01:00 --step 60s");
        Assert.Equal(
            ["1768451400|1768455000"], StoreDump.Query(_site.Store, "select min(at), max(at) from reading"));
    }

    /// <summary>The output of the program, with the temporary folder replaced by <c>samples</c>.</summary>
    async Task<byte[]> ResultAsync(string line)
    {
        var result = await _site.DoneAsync(line);
        return Encoding.UTF8.GetBytes(result.Replace(_site.Folder, "samples", StringComparison.Ordinal));
    }

    static void Compare(string name, byte[] actual)
    {
        var path = Repository.Path($"samples/{name}");
        if (Update)
        {
            File.WriteAllBytes(path, actual);
        }

        Assert.True(File.Exists(path), $"samples/{name} is missing; OYA_UPDATE_GOLDEN=1 writes it");
        Assert.True(
            File.ReadAllBytes(path).AsSpan().SequenceEqual(actual),
            $"samples/{name} differs from the present output; OYA_UPDATE_GOLDEN=1 writes it again for git diff");
    }

    /// <summary>
    /// Cuts a part of a capture. Frames are on a grid from midnight, so a time gives a frame number. A noisy capture is
    /// cut by bytes.
    /// </summary>
    static byte[] Cut(byte[] all, string line, string part)
    {
        if (BytesPattern().Match(part) is { Success: true } bytes)
        {
            return all[..int.Parse(bytes.Groups[1].Value)];
        }

        var ends = part.Split(" to ").Select(text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture)).ToList();
        var step = int.Parse(StepPattern().Match(line).Groups[1].Value);
        Assert.True(Teleinfo.ParisDay.TryParse(line[^10..], out var day), line);
        var starts = Enumerable.Range(0, all.Length).Where(i => all[i] == 0x02).ToList();
        var from = (int)(ends[0].ToUnixTimeSeconds() - day.Start.UnixSeconds) / step;
        var to = (int)(ends[1].ToUnixTimeSeconds() - day.Start.UnixSeconds) / step;
        return all[starts[from]..starts[to + 1]];
    }

    static SortedDictionary<string, (string Line, string Part)> Recipes()
    {
        var recipes = new SortedDictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(Repository.Path("samples/README.md")))
        {
            if (RowPattern().Match(line) is { Success: true, Groups: var cells })
            {
                recipes.Add(cells[1].Value, (cells[2].Value, cells[3].Value));
            }
        }

        return recipes;
    }

    [GeneratedRegex(@"^\| \[([\w-]+)\.tic\]\(\1\.tic\) \| `oya ([^`]+)` \| ([^|]+) \|")]
    private static partial Regex RowPattern();

    [GeneratedRegex(@"^first (\d+) bytes$")]
    private static partial Regex BytesPattern();

    [GeneratedRegex(@"--every (\d+)s ")]
    private static partial Regex StepPattern();
}
