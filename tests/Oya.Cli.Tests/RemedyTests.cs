using Oya.Aggregation;
using Oya.Ingest;
using Oya.Simulation;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Cli.Tests;

/// <summary>What the libraries report, with what to do about it on this command line.</summary>
public class RemedyTests
{
    [Theory]
    [InlineData("oya.readings", "make it with oya topics create")]
    [InlineData("north", "make it with oya topics create --topic north")]
    public void What_makes_a_topic_that_is_not_there_makes_that_one(string topic, string remedy) =>
        Assert.Equal(remedy, Remedies.Get(new LogProblem(LogFault.NoTopic, "make it") { Subject = topic }));

    [Fact]
    public void A_right_that_is_missing_comes_with_the_line_that_gives_it() => Assert.Equal(
        "give the right: kafka-acls.sh --add --allow-principal User:anne "
            + "--operation Write --operation Describe --topic t",
        Remedies.Get(new LogProblem(LogFault.NoRightToTopic, "give it")
        {
            Subject = "t", Principal = "User:anne", Operation = "Write",
        }));

    [Fact]
    public void Every_problem_of_a_library_has_a_remedy()
    {
        Assert.All(Enum.GetValues<CaptureProblem>(), problem => Assert.NotEmpty(Remedies.Get(problem)));
        Assert.All(
            Enum.GetValues<ConsentProblem>(),
            problem => Assert.NotEmpty(Remedies.Get(new ConsentException(problem, "refused"))));
        Assert.All(
            Enum.GetValues<LogFault>(), fault => Assert.NotEmpty(Remedies.Get(new LogProblem(fault, "neutral"))));
        Assert.All(
            Enum.GetValues<StoreProblem>().Where(problem => problem != StoreProblem.Other),
            problem => Assert.NotNull(Remedies.Get(problem)));
        Assert.All(
            Enum.GetValues<SimulationProblem>().Where(problem => problem != SimulationProblem.Other),
            problem => Assert.NotNull(Remedies.Get(problem)));
    }

    [Fact]
    public void An_import_that_is_refused_says_that_nothing_was_imported() => Assert.Equal(
        "mend the column expires; nothing was imported",
        Remedies.Get(new ConsentException(ConsentProblem.EndOutOfRange, "no")
        {
            Latest = new Instant(0), IsOfImport = true,
        }));

    [Fact]
    public async Task What_is_no_store_is_refused_with_the_option_that_names_another()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Path("oya.db");
        await File.WriteAllTextAsync(
            path, string.Concat(Enumerable.Repeat("usage_point;start;end\n", 100)),
            TestContext.Current.CancellationToken);
        using var session = new Session();
        Assert.Equal(ExitCode.Unavailable, await session.RunAsync("daily", "--store", path));
        Assert.Contains("give another path with --store", session.Error);
    }
}
