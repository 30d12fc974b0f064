namespace Oya.Teleinfo.Tests;

public class CaptureTests
{
    public static TheoryData<string> Files => Captures.Rows;

    public static TheoryData<string, long, long> Manifest()
    {
        var data = new TheoryData<string, long, long>();
        var manifest = Path.Combine(SharedFiles.Root, "captures", "MANIFEST.tsv");
        if (File.Exists(manifest))
        {
            foreach (var line in File.ReadLines(manifest).Skip(1))
            {
                var cells = line.Split('\t');
                data.Add(cells[0], long.Parse(cells[10]), long.Parse(cells[11]));
            }
        }
        else
        {
            data.Add("", 0, 0);
        }

        return data;
    }

    [Theory, MemberData(nameof(Manifest))]
    public void A_capture_has_the_frames_that_its_manifest_counts(string file, long complete, long valid)
    {
        var bytes = File.ReadAllBytes(SharedFiles.Path(Path.Combine("captures", file)));
        var decoder = new TicDecoder();
        var handler = new NullHandler();
        decoder.Decode(bytes, ref handler);
        decoder.Complete(ref handler);
        var s = decoder.Statistics;
        Assert.Equal((complete, valid), (s.CompleteFrames, s.ValidFrames));
    }

    [Theory, MemberData(nameof(Files))]
    public void The_groups_of_a_valid_frame_are_in_the_sequence_of_the_specification(string file)
    {
        // In one capture three frames ran together into one of 32 groups, with all checksums valid.
        var glued = file.StartsWith("legoater", StringComparison.Ordinal) ? 1 : 0;
        var valid = Recorder.Decode(Captures.Read(file)).Frames.Where(frame => frame.IsValid);
        Assert.Equal(glued, valid.Count(frame => !frame.IsInSequence));
    }

    readonly struct NullHandler : ITicHandler
    {
        public void OnFrame(in TicFrame frame)
        {
        }
    }
}
