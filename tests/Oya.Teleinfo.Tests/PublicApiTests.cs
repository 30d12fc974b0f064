using PublicApiGenerator;

namespace Oya.Teleinfo.Tests;

/// <summary>
/// <c>PublicApi.txt</c> lists the public API, on which users of the library build. So no change of the API goes unseen.
/// <c>OYA_UPDATE_GOLDEN=1</c> writes the file again.
/// </summary>
public class PublicApiTests
{
    [Fact]
    public void The_public_API_is_that_of_the_file()
    {
        var path = Repository.Path("tests/Oya.Teleinfo.Tests/PublicApi.txt");
        var actual = typeof(TicDecoder).Assembly
            .GeneratePublicApi(new() { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("OYA_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, actual);
        }

        // Compares lines, so that the message shows the line that differs.
        Assert.Equal(File.ReadAllText(path).Split('\n'), actual.Split('\n'));
    }
}
