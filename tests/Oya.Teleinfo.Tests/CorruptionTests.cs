using Oya.Proof;

namespace Oya.Teleinfo.Tests;

/// <summary>
/// Damage of each kind, in frames with every label: the decoder accepts no more of it than the goal allows. The
/// benchmarks make the table of ten million trials for each kind.
/// </summary>
public class CorruptionTests
{
    const long Trials = 20_000;

    public static TheoryData<string> Models => [.. ErrorModel.All.Select(model => model.Name)];

    [Theory, Exhaustive, MemberData(nameof(Models))]
    public void Damage_is_accepted_no_more_often_than_its_goal_allows(string model)
    {
        foreach (var @case in CorruptionCase.All.Where(@case => @case.Model.Name == model))
        {
            var result = CorruptionBlock.Run(@case, Trials, seed: 1, threads: 2, examples: 1);
            Assert.Equal(Trials, result.Count.Trials);
            Assert.True(
                result.IsGoalMet,
                $"{@case.Mode}, parity kept {@case.ParityKept}, {model}: {result.Count.Wrong} accepted, "
                + $"{result.Count.Believed} believed: {result.Count.Examples.FirstOrDefault()}");
        }
    }

    [Fact]
    public void The_trials_detect_a_wrong_value()
    {
        // Neither checksum nor parity can detect an exchange of two bytes.
        var @case = CorruptionCase.All.First(@case => @case.Model == ErrorModel.All[^1]);
        var count = CorruptionBlock.Run(@case, Trials, seed: 1, threads: 2, examples: 0).Count;
        Assert.InRange(count.Wrong, Trials / 20, Trials);
        Assert.InRange(count.WrongText, 1, Trials);
    }

    [Fact]
    public void Trials_give_the_same_counts_for_any_number_of_threads()
    {
        var @case = CorruptionCase.All[1];
        var one = CorruptionBlock.Run(@case, 3 * Trials, seed: 9, threads: 1, examples: 3).Count;
        var two = CorruptionBlock.Run(@case, 3 * Trials, seed: 9, threads: 2, examples: 3).Count;
        Assert.Equal((one.Wrong, one.WithoutForm, one.WrongText), (two.Wrong, two.WithoutForm, two.WrongText));
        Assert.Equal(one.Examples, two.Examples);
    }
}
