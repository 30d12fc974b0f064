using System.Text;
using CsCheck;

namespace Oya.Teleinfo.Tests;

/// <summary>What the writer writes is what the decoder reads; what no meter sends, the writer refuses.</summary>
public class WriterTests
{
    static readonly Horodate Now = Horodate.FromInstant(TestFrames.Start);

    [Fact]
    public void A_frame_of_any_labels_with_any_of_their_values_is_read_as_it_was_written() =>
        LegalValues.Frame.Array[1, 3].Sample(
            frames =>
            {
                var writer = new TicWriter();
                foreach (var frame in frames)
                {
                    writer.BeginFrame();
                    Array.ForEach(frame, group => group.WriteTo(writer));
                    writer.EndFrame();
                }

                var decoded = Recorder.Decode(writer.Written);
                Assert.Equal(frames.SelectMany(frame => frame).Select(Seen), decoded.Groups.Select(Seen));
                Assert.Equal(frames.Length, decoded.Frames.Count);
                Assert.All(decoded.Frames, frame => Assert.True(frame.IsValid && frame.IsWhole));
            },
            iter: 500);

    [Fact]
    public void A_number_is_read_as_it_was_written() =>
        Gen.OneOf(LabelForm.All.Where(IsNumber).ToArray())
            .SelectMany(form => Number(form).Select(value => (form, value)))
            .Sample(
                sample =>
                {
                    var (form, value) = sample;
                    var bytes = TestFrames.Frame(writer =>
                    {
                        if (form.Horodate == HorodateUse.None)
                        {
                            writer.WriteGroup(form.Label, value);
                        }
                        else
                        {
                            writer.WriteGroup(form.Label, GetTime(form), value);
                        }
                    });
                    var asker = new Asker(form.Label);
                    new TicDecoder().Decode(bytes, ref asker);
                    Assert.Equal(value, asker.Number);
                },
                iter: 2000);

    [Theory]
    [InlineData(TicLabel.IRMS1, 1000), InlineData(TicLabel.IRMS1, -1), InlineData(TicLabel.EAST, 1_000_000_000)]
    [InlineData(TicLabel.STGE, 1L << 32), InlineData(TicLabel.PRM, 100_000_000_000_000), InlineData(TicLabel.RELAIS, 256)]
    [InlineData(TicLabel.NGTF, 1), InlineData(TicLabel.PTEC, 1), InlineData(TicLabel.PJOURF_1, 0)]
    public void A_number_that_the_label_cannot_have_is_refused(TicLabel label, long value) =>
        Refuses<ArgumentException>(writer => writer.WriteGroup(label, value), LabelForm.Find(label)!.Name);

    [Theory]
    [InlineData(TicLabel.PTEC, "HC"), InlineData(TicLabel.PTEC, "HC.,"), InlineData(TicLabel.EAST, "00000000q")]
    [InlineData(TicLabel.NGTF, "BASE"), InlineData(TicLabel.NGTF, "0123456789ABCDE\t"), InlineData(TicLabel.STGE, "0x123456")]
    public void Data_that_the_label_cannot_have_is_refused(TicLabel label, string data) =>
        Refuses<ArgumentException>(writer => writer.WriteGroup(label, Encoding.ASCII.GetBytes(data)), $"cannot carry '{data}'");

    [Fact]
    public void A_horodate_stands_where_the_label_has_one_and_nowhere_else()
    {
        Refuses<ArgumentException>(writer => writer.WriteGroup(TicLabel.SMAXSN, 1), "SMAXSN is sent with a horodate");
        Refuses<ArgumentException>(writer => writer.WriteGroup(TicLabel.EAST, Now, 1), "EAST is sent without horodate");
        Refuses<ArgumentException>(writer => writer.WriteGroup(TicLabel.DPM1, Now, "00"u8), "a space as season");
        Refuses<ArgumentException>(
            writer => writer.WriteGroup(TicLabel.CCASN, new Horodate(' ', Now.Local), 1), "has a season");
        Refuses<ArgumentException>(writer => writer.WriteGroup(TicLabel.DATE, default, ""u8), "no time");
    }

    [Theory]
    [InlineData(TicLabel.Unknown), InlineData((TicLabel)200)]
    public void A_label_that_no_meter_sends_is_refused(TicLabel label)
    {
        Refuses<ArgumentException>(writer => writer.WriteGroup(label, 1), "No meter sends");
        Refuses<ArgumentException>(writer => writer.WriteGroup(label, "1"u8), "No meter sends");
        Refuses<ArgumentException>(writer => writer.WriteGroup(label, Now, 1), "No meter sends");
    }

    [Fact]
    public void A_frame_is_begun_once_has_groups_of_one_mode_and_is_ended_once()
    {
        Refuses<InvalidOperationException>(writer => writer.BeginFrame(), "end it before");
        Refuses<InvalidOperationException>(writer => writer.EndFrame(), "has no group");
        Refuses<InvalidOperationException>(
            writer =>
            {
                writer.WriteGroup(TicLabel.EAST, 1);
                writer.WriteGroup(TicLabel.BASE, 1);
            },
            "BASE is no label of the mode");

        var writer = new TicWriter();
        Assert.Throws<InvalidOperationException>(writer.EndFrame);
        Assert.Throws<InvalidOperationException>(() => writer.WriteGroup(TicLabel.EAST, 1));
        Assert.True(writer.Written.IsEmpty);
    }

    [Fact]
    public void What_was_refused_leaves_the_frame_as_it_was()
    {
        var bytes = TestFrames.Frame(writer =>
        {
            writer.WriteGroup(TicLabel.ADSC, "041876000321"u8);
            Assert.Throws<ArgumentOutOfRangeException>(() => writer.WriteGroup(TicLabel.EAST, -1));
            Assert.Throws<InvalidOperationException>(() => writer.WriteGroup(TicLabel.BASE, 1));
            writer.WriteGroup(TicLabel.EAST, 1);
        });
        var decoded = Recorder.Decode(bytes);
        Assert.Equal(["ADSC", "EAST"], decoded.Groups.Select(group => group.Name));
        Assert.True(Assert.Single(decoded.Frames).IsWhole);
    }

    [Fact]
    public void A_cleared_writer_begins_anew()
    {
        var writer = new TicWriter();
        writer.BeginFrame();
        writer.WriteGroup(TicLabel.EAST, 1);
        writer.Clear();
        Assert.True(writer.Written.IsEmpty);
        writer.BeginFrame();
        writer.WriteGroup(TicLabel.BASE, 1);
        writer.EndFrame();
        Assert.True(Assert.Single(Recorder.Decode(writer.Written).Frames).IsWhole);
    }

    /// <summary>In a frame that is open.</summary>
    static void Refuses<TException>(Action<TicWriter> write, string why)
        where TException : Exception
    {
        var writer = new TicWriter();
        writer.BeginFrame();
        var thrown = Assert.ThrowsAny<TException>(() => write(writer));
        Assert.Contains(why, thrown.Message);
    }

    static (string, string, string) Seen(LegalGroup group) =>
        (group.Form.Name, group.Horodate?.ToString() ?? "", group.Data);

    static (string, string, string) Seen(SeenGroup group) =>
        (group.IsValid && group.Known ? group.Name : $"{group.Name} {group.Fault}", group.Horodate, group.Data);

    static bool IsNumber(LabelForm form) => form.Kind is ValueKind.Number or ValueKind.Digits or ValueKind.Hex;

    static Gen<long> Number(LabelForm form) => Gen.Long[0, form.Label == TicLabel.RELAIS ? 255
        : form.Kind == ValueKind.Hex ? (1L << 4 * form.Length) - 1
        : (long)Math.Pow(10, form.Length) - 1];

    static Horodate GetTime(LabelForm form) =>
        form.Horodate == HorodateUse.WithoutSeason ? new Horodate(' ', Now.Local) : Now;

    struct Asker(TicLabel label) : ITicHandler
    {
        public long? Number { get; private set; }

        public void OnFrame(in TicFrame frame) => Number = frame.GetNumber(label);
    }
}
