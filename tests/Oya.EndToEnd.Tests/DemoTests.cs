namespace Oya.EndToEnd.Tests;

/// <summary><c>oya demo</c>: what a visitor runs first.</summary>
public sealed class DemoTests : IDisposable
{
    readonly Site _site = new();

    public void Dispose() => _site.Dispose();

    [Fact, Exhaustive]
    public async Task The_demonstration_is_right_and_can_be_run_again()
    {
        var first = await _site.DoneAsync("demo --folder @demo");
        AssertIsRight(first);
        File.WriteAllText(_site.Path("demo/stranger.txt"), "left by somebody");
        var second = await _site.DoneAsync("demo --folder @demo");
        AssertIsRight(second);
        Assert.False(File.Exists(_site.Path("demo/stranger.txt")), "the folder is made anew");
        Assert.Equal(WithoutTime(first), WithoutTime(second));
        await AssertSuggestionsWorkAsync(second);
    }

    [Fact]
    public async Task A_folder_that_it_did_not_make_is_left_alone()
    {
        Directory.CreateDirectory(_site.Path("mine"));
        _site.Write("mine/letter.txt", "dear");
        var error = await _site.FailsAsync(Cli.ExitCode.Usage, "demo --folder @mine");
        Assert.Contains("was not made by oya demo", error, StringComparison.Ordinal);
        Assert.Equal(["letter.txt"], Directory.EnumerateFileSystemEntries(_site.Path("mine")).Select(Path.GetFileName));
    }

    void AssertIsRight(string story)
    {
        Assert.Contains("every curve is what the meters counted", story, StringComparison.Ordinal);
        Assert.Contains(" 0 wrong; 0 kept without consent", story, StringComparison.Ordinal);
        Assert.Contains("Done in ", story, StringComparison.Ordinal);
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

    /// <summary>The lines that it suggests to try next are typed as they stand.</summary>
    async Task AssertSuggestionsWorkAsync(string story)
    {
        var suggested = story.Split('\n').Where(line => line.StartsWith("  oya ", StringComparison.Ordinal)).ToList();
        Assert.True(suggested.Count >= 5, story);
        foreach (var line in suggested)
        {
            await _site.DoneAsync(line.Trim()["oya ".Length..]);
        }
    }

    static IEnumerable<string> WithoutTime(string story) =>
        story.Split('\n').Where(line => !line.StartsWith("Done in", StringComparison.Ordinal));
}
