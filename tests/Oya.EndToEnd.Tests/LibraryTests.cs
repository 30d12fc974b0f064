namespace Oya.EndToEnd.Tests;

/// <summary>
/// Tests the page of the decoder's package. Its program is the one in samples/, which is built with these tests. It
/// prints what the page shows, also when it is compiled to native code.
/// </summary>
public class LibraryTests
{
    static readonly string[] Page = File.ReadAllLines(Repository.Path("src/Oya.Teleinfo/README.md"));

    [Fact]
    public void The_page_shows_the_exact_program_and_it_has_at_most_15_lines()
    {
        var program = File.ReadAllLines(Repository.Path("samples/ReadCapture/Program.cs"));
        Assert.Equal(program, Block("```csharp"));
        Assert.InRange(program.Length, 1, 15);
    }

    [Fact]
    public async Task The_program_prints_what_the_page_shows() =>
        await AssertPrintsOutputOfPage(Path.Combine(AppContext.BaseDirectory, "ReadCapture"));

    [Fact]
    public async Task The_native_program_prints_the_same()
    {
        var program = Environment.GetEnvironmentVariable("OYA_TEST_NATIVE");
        if (program is null)
        {
            const string Message = "OYA_TEST_NATIVE does not name the native program; ./test.sh builds it";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", Message);
            Assert.Skip(Message);
        }

        await AssertPrintsOutputOfPage(program);
        // The native program is self-contained: no .NET assembly is next to it.
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(program)!, "*.dll"));
    }

    static async Task AssertPrintsOutputOfPage(string program)
    {
        using var child = Child.StartProgram(Repository.Root, program, "samples/tempo-standard.tic");
        Assert.Equal(Block("```text"), (await child.DoneAsync()).TrimEnd('\n').Split('\n'));
    }

    /// <summary>The lines of the only block of a kind.</summary>
    static string[] Block(string kind) => Assert.Single(
        Enumerable.Range(0, Page.Length)
            .Where(i => Page[i] == kind)
            .Select(i => Page[(i + 1)..].TakeWhile(line => line != "```").ToArray()));
}
