namespace Oya.Teleinfo.Tests;

/// <summary>A frame with one damaged byte gives no reading with a value, a meter or a time that the meter did not send.</summary>
public class DamagedReadingTests
{
    public static TheoryData<string> Streams => ["standard", "historic", "standard, parity kept", "historic, cooked"];

    [Theory, MemberData(nameof(Streams))]
    public void One_damaged_byte_changes_no_value_of_a_reading(string name)
    {
        var stream = name switch
        {
            "standard" => TestFrames.Stream(TestFrames.Standard, 3),
            "historic" => TestFrames.Stream(TestFrames.Historic, 3),
            "standard, parity kept" => TestFrames.KeepParity(TestFrames.Stream(TestFrames.Standard, 3)),
            _ => TestFrames.Cook(TestFrames.Stream(TestFrames.Historic, 3)),
        };
        var sent = Readings.From(stream);
        Assert.Equal(3, sent.Count);
        var isParityKept = name.EndsWith("kept", StringComparison.Ordinal);
        var partial = 0;
        for (var at = stream.Length / 3; at < (stream.Length * 2 / 3) + 20; at++)
        {
            foreach (var (bytes, what, _) in isParityKept ? Damage.BitsAt(stream, at) : Damage.At(stream, at))
            {
                var got = Readings.From(bytes);
                foreach (var (ordinal, reading) in got)
                {
                    var (_, whole) = sent.Single(of => IsOf(of.Reading, reading));
                    CheckPart(whole, reading, what);
                    partial += reading.Energy == whole.Energy ? 0 : 1;
                }

                Assert.True(got.Count >= 2, $"{what}: more than one frame gave no reading");
            }
        }

        // A test that no damage reaches would say nothing.
        Assert.True(partial > 100);
    }

    [Theory]
    [InlineData(17, "from the address on")]
    [InlineData(18, "from DATE on")]
    public void Two_frames_run_together_never_give_one_reading_of_both(int firstKept, string what)
    {
        var stream = TestFrames.Stream(TestFrames.Standard, 2);
        var sent = Readings.From(stream);
        var groups = Enumerable.Range(0, stream.Length).Where(at => stream[at] == 0x0A).ToArray();
        for (var lost = 2; lost < 17; lost++)
        {
            // The end of the first frame is lost, and the head of the second.
            byte[] bytes = [.. stream[..groups[lost]], .. stream[groups[firstKept]..]];
            Assert.All(Readings.From(bytes), got => Assert.True(
                sent.Any(of => of.Reading.At == got.Reading.At && Agrees(of.Reading, got.Reading)), $"{what}, group {lost}: {got}"));
        }
    }

    static bool IsOf(Reading sent, Reading got) => sent.Mode == TicMode.Standard
        ? sent.At == got.At
        : Values(got).Zip(Values(sent)).Any(pair => pair.First is not null && pair.First == pair.Second);

    static void CheckPart(Reading sent, Reading got, string what)
    {
        Assert.True(sent.Meter == got.Meter, $"{what}: another meter");
        Assert.True(Agrees(sent, got), $"{what}: {got}");
        Assert.True(got.Prm is null || got.Prm == sent.Prm, what);
        Assert.True(got.LastPoint is null || got.LastPoint == sent.LastPoint, what);
    }

    // Every value that is there is the one that was sent.
    static bool Agrees(Reading sent, Reading got) =>
        Values(got).Zip(Values(sent)).All(pair => pair.First is null || pair.First == pair.Second);

    static IEnumerable<long?> Values(Reading reading)
    {
        yield return reading.Energy.ImportWh;
        yield return reading.Energy.ExportWh;
        for (var i = 1; i <= EnergyRegisters.SupplierCount; i++)
        {
            yield return reading.Energy.GetSupplierWh(i);
        }

        for (var i = 1; i <= EnergyRegisters.DistributorCount; i++)
        {
            yield return reading.Energy.GetDistributorWh(i);
        }

        yield return reading.ImportVa;
        yield return reading.ExportVa;
        yield return reading.Amperes.Phase1;
        yield return reading.Volts.Phase1;
    }
}
