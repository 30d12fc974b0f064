namespace Oya.EndToEnd.Tests;

/// <summary>Tests <c>oya demo</c>, the first command that a new user runs.</summary>
public sealed class DemoTests : IDisposable
{
    readonly Site _site = new();

    public void Dispose() => _site.Dispose();

    [Fact, Exhaustive]
    public async Task The_demo_gives_correct_results_and_can_be_repeated()
    {
        var first = await _site.DoneAsync("demo --folder @demo");
        AssertIsCorrect(first);
        File.WriteAllText(_site.Path("demo/stranger.txt"), "not from the demo");
        var second = await _site.DoneAsync("demo --folder @demo");
        AssertIsCorrect(second);
        Assert.False(File.Exists(_site.Path("demo/stranger.txt")), "the folder was not recreated");
        Assert.Equal(WithoutTime(first), WithoutTime(second));
        await AssertSuggestionsWorkAsync(second);
    }

    [Fact]
    public async Task A_folder_that_the_demo_did_not_create_is_left_unchanged()
    {
        Directory.CreateDirectory(_site.Path("mine"));
        _site.Write("mine/letter.txt", "dear");
        var error = await _site.FailsAsync(Cli.ExitCode.Usage, "demo --folder @mine");
        Assert.Contains("was not made by oya demo", error, StringComparison.Ordinal);
        Assert.Equal(["letter.txt"], Directory.EnumerateFileSystemEntries(_site.Path("mine")).Select(Path.GetFileName));
    }

    void AssertIsCorrect(string output)
    {
        Assert.Contains("every curve is what the meters counted", output, StringComparison.Ordinal);
        Assert.Contains(" 0 wrong; 0 kept without consent", output, StringComparison.Ordinal);
        Assert.Contains("Done in ", output, StringComparison.Ordinal);
        foreach (var file in new[]
        {
            "oya.db", "truth.csv", "registry.csv", "consents.csv", "curve.svg",
            "standard.tic", "historic.tic", "noisy.tic",
            "publications/2026-10-24-nightly-0/curves.csv", "publications/2026-10-25-nightly-0/manifest.json",
        })
        {
            Assert.True(File.Exists(_site.Path($"demo/{file}")), $"{file} is missing");
        }
    }

    /// <summary>Runs the command lines that the demo suggests, exactly as printed.</summary>
    async Task AssertSuggestionsWorkAsync(string output)
    {
        var suggested = output.Split('\n').Where(line => line.StartsWith("  oya ", StringComparison.Ordinal)).ToList();
        Assert.True(suggested.Count >= 5, output);
        foreach (var line in suggested)
        {
            await _site.DoneAsync(line.Trim()["oya ".Length..]);
        }
    }

    static IEnumerable<string> WithoutTime(string output) =>
        output.Split('\n').Where(line => !line.StartsWith("Done in", StringComparison.Ordinal));
}
