using System.Globalization;
using Oya.Proof;

namespace Oya.Teleinfo.Tests;

/// <summary>
/// In a stream with one damaged frame in five, the decoder gives the groups that arrived intact, and no others.
/// </summary>
public class RecoveryTests(ITestOutputHelper output)
{
    const int Frames = 2500;

    public static TheoryData<MeterKind> Kinds => [.. Enum.GetValues<MeterKind>()];

    [Theory, MemberData(nameof(Kinds))]
    public void At_least_999_in_1000_intact_groups_of_a_damaged_stream_are_recovered(MeterKind kind)
    {
        foreach (var seed in new[] { 1UL, 2UL })
        {
            Check(kind, seed);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void As_many_groups_are_recovered_with_a_new_seed(MeterKind kind)
    {
        var seed = (ulong)Random.Shared.NextInt64(long.MaxValue);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        Check(kind, seed);
    }

    static void Check(MeterKind kind, ulong seed)
    {
        foreach (var parityKept in new[] { false, true })
        {
            var line = new BadLine(kind, parityKept, Frames, seed);
            var recovery = new Recovery(line, 997);
            var what = $"{kind}, parity kept {parityKept}, seed {seed}";
            Assert.True(line.DamagedFrames is > Frames / 7 and < Frames / 4, $"{what}: {line.DamagedFrames} damaged frames");
            Assert.True(line.Intact.Count > Frames * 4, $"{what}: {line.Intact.Count} groups intact");
            Assert.Equal(line.Intact.Count, recovery.Recovered + recovery.Lost.Count);
            Assert.True(
                recovery.Recovered * 1000 >= line.Intact.Count * 999L,
                $"{what}: {recovery.Lost.Count} lost, the first at {recovery.Lost.FirstOrDefault().Offset}");
            // The table of damage has the groups that 7 bits cannot detect. Parity misses one splice in some thousand.
            Assert.True(recovery.NeverSent.Count <= 2, $"{what}: {string.Join("; ", recovery.NeverSent)}");
        }
    }
}
