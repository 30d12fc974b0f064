namespace Oya.EndToEnd.Tests;

/// <summary>
/// The README's section for whoever uses the decoder in a program of their own: its program is the one of samples/, which was
/// built with these tests, and prints what the README shows; so does the same program as native code.
/// </summary>
public class LibraryTests
{
    /// <summary>The line of the README that starts the program.</summary>
    public const string Run = "dotnet run -c Release --project samples/ReadCapture ";

    static readonly string[] ReadMe = File.ReadAllLines(Repository.Path("README.md"));

    [Fact]
    public void The_README_shows_the_program_as_it_is_and_it_has_15_lines_at_most()
    {
        var program = File.ReadAllLines(Repository.Path("samples/ReadCapture/Program.cs"));
        Assert.Equal(program, Block("```csharp"));
        Assert.InRange(program.Length, 1, 15);
    }

    [Fact]
    public async Task The_program_prints_what_the_README_shows() =>
        await PrintsWhatIsShown(Path.Combine(AppContext.BaseDirectory, "ReadCapture"));

    [Fact]
    public async Task As_native_code_it_prints_the_same()
    {
        var program = Environment.GetEnvironmentVariable("OYA_TEST_NATIVE");
        if (program is null)
        {
            const string Message = "OYA_TEST_NATIVE does not say where the native program is: ./test.sh makes it";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", Message);
            Assert.Skip(Message);
        }

        await PrintsWhatIsShown(program);
        // Nothing of .NET is beside it: it is whole.
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(program)!, "*.dll"));
    }

    static async Task PrintsWhatIsShown(string program)
    {
        var capture = Assert.Single(Block("```sh", Run))[Run.Length..];
        using var child = Child.StartProgram(Repository.Root, program, capture);
        Assert.Equal(Block("```text"), (await child.DoneAsync()).TrimEnd('\n').Split('\n'));
    }

    /// <summary>The lines of the only block of a kind; of the only one that begins so, when a beginning is given.</summary>
    static string[] Block(string kind, string beginning = "") => Assert.Single(
        Enumerable.Range(0, ReadMe.Length)
            .Where(i => ReadMe[i] == kind && ReadMe[i + 1].StartsWith(beginning, StringComparison.Ordinal))
            .Select(i => ReadMe[(i + 1)..].TakeWhile(line => line != "```").ToArray()));
}
