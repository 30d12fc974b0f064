namespace Oya.EndToEnd.Tests;

/// <summary>
/// Tests the README section about the decoder as a library. Its program is the one in samples/, which is built with
/// these tests. It prints what the README shows, also when it is compiled to native code.
/// </summary>
public class LibraryTests
{
    /// <summary>The command line in the README that starts the program.</summary>
    public const string Run = "dotnet run -c Release --project samples/ReadCapture ";

    static readonly string[] ReadMe = File.ReadAllLines(Repository.Path("README.md"));

    [Fact]
    public void The_README_shows_the_exact_program_and_it_has_at_most_15_lines()
    {
        var program = File.ReadAllLines(Repository.Path("samples/ReadCapture/Program.cs"));
        Assert.Equal(program, Block("```csharp"));
        Assert.InRange(program.Length, 1, 15);
    }

    [Fact]
    public async Task The_program_prints_what_the_README_shows() =>
        await AssertPrintsReadMeOutput(Path.Combine(AppContext.BaseDirectory, "ReadCapture"));

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

        await AssertPrintsReadMeOutput(program);
        // The native program is self-contained: no .NET assembly is next to it.
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(program)!, "*.dll"));
    }

    static async Task AssertPrintsReadMeOutput(string program)
    {
        var capture = Assert.Single(Block("```sh", Run))[Run.Length..];
        using var child = Child.StartProgram(Repository.Root, program, capture);
        Assert.Equal(Block("```text"), (await child.DoneAsync()).TrimEnd('\n').Split('\n'));
    }

    /// <summary>The lines of the only block of a kind that starts with the given text.</summary>
    static string[] Block(string kind, string start = "") => Assert.Single(
        Enumerable.Range(0, ReadMe.Length)
            .Where(i => ReadMe[i] == kind && ReadMe[i + 1].StartsWith(start, StringComparison.Ordinal))
            .Select(i => ReadMe[(i + 1)..].TakeWhile(line => line != "```").ToArray()));
}
