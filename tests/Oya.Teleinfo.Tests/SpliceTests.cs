using System.Text;

namespace Oya.Teleinfo.Tests;

/// <summary>
/// A run of bytes is lost, and the head of one group becomes one with the tail of another: of every run of 1 to 40
/// bytes in a frame no wrong number, date or code is left in a frame that is free of doubt.
/// </summary>
public class SpliceTests
{
    static readonly TicLabel[] FreeText = [TicLabel.NGTF, TicLabel.LTARF, TicLabel.MSG1, TicLabel.MSG2, TicLabel.MOTDETAT];

    [Theory]
    [InlineData("standard"), InlineData("standard, every label"), InlineData("historic"), InlineData("historic, every label")]
    public void No_splice_leaves_a_wrong_value_in_a_frame_without_doubt(string name)
    {
        Func<int, byte[]> frame = name switch
        {
            "standard" => TestFrames.Standard,
            "historic" => TestFrames.Historic,
            "standard, every label" => i => TestFrames.All(TicMode.Standard, i),
            _ => i => TestFrames.All(TicMode.Historic, i),
        };
        var stream = TestFrames.Stream(frame, 4);
        var (first, second) = (frame(0).Length, frame(1).Length);
        var sent = Values.From(stream).Trusted;
        int wrong = 0, anomalous = 0;
        for (var at = first; at < first + second; at++)
        {
            for (var length = 1; length <= 40; length++)
            {
                var values = Values.From([.. stream[..at], .. stream[(at + length)..]]);
                wrong += values.All.IsSubsetOf(sent) ? 0 : 1;
                anomalous += values.FramesWithAnomaly;
                if (!values.Trusted.IsSubsetOf(sent))
                {
                    Assert.Fail($"{length} bytes lost at {at - first}: {string.Join(", ", values.Trusted.Except(sent))}");
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {second * 40} splices, {wrong} with a wrong value, {anomalous} in doubt");
        Assert.True(anomalous > second);
    }

    /// <summary>The values of a stream, and those of frames that are free of doubt.</summary>
    sealed class Values : ITicHandler
    {
        readonly MeterHistory _history = new();

        public HashSet<(TicLabel, string)> All { get; } = [];

        public HashSet<(TicLabel, string)> Trusted { get; } = [];

        public int FramesWithAnomaly { get; private set; }

        public static Values From(byte[] bytes)
        {
            var values = new Values();
            var decoder = new TicDecoder();
            decoder.Decode(bytes, ref values);
            decoder.Complete(ref values);
            return values;
        }

        public void OnFrame(in TicFrame frame)
        {
            var isTrusted = _history.Check(frame) == FrameAnomaly.None;
            FramesWithAnomaly += isTrusted ? 0 : 1;
            foreach (var group in frame.Groups)
            {
                if (group.IsValid && group.Label != TicLabel.Unknown && !FreeText.Contains(group.Label))
                {
                    var time = Encoding.ASCII.GetString(group.HorodateBytes);
                    var value = (group.Label, time + ' ' + Encoding.ASCII.GetString(group.Data));
                    All.Add(value);
                    _ = isTrusted && Trusted.Add(value);
                }
            }
        }
    }
}
