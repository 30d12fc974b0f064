using PublicApiGenerator;

namespace Oya.Teleinfo.Tests;

/// <summary>
/// Whoever uses the library builds on what is public: <c>PublicApi.txt</c> says what that is, so that no change of it goes
/// unseen. <c>OYA_UPDATE_GOLDEN=1</c> writes it anew.
/// </summary>
public class PublicApiTests
{
    [Fact]
    public void What_is_public_is_what_the_file_says()
    {
        var path = Repository.Path("tests/Oya.Teleinfo.Tests/PublicApi.txt");
        var actual = typeof(TicDecoder).Assembly
            .GeneratePublicApi(new() { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("OYA_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, actual);
        }

        // By lines, so that the one which differs is shown.
        Assert.Equal(File.ReadAllText(path).Split('\n'), actual.Split('\n'));
    }
}
