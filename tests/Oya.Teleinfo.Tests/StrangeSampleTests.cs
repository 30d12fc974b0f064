using System.Text;

namespace Oya.Teleinfo.Tests;

/// <summary>
/// The captures of samples/strange and the table of their counts. OYA_UPDATE_GOLDEN=1 writes both.
/// </summary>
public class StrangeSampleTests
{
    const string Head =
        """
        # Strange captures

        Each file has one defect, and is named after it. The meters are invented. Most files have three frames, with the
        defect in the second.

        The table has the counts of the decoder, as `oya inspect` shows them. Frames are `complete` (STX to ETX, or to the
        next STX when ETX was dropped), `valid` (complete, and all checksums valid), `interrupted`, or `truncated` at the edge
        of the capture. Groups are `valid groups`, or invalid because of `parity`, `structure`, `checksum` or `form` (a value
        that the label cannot have). Groups with an `unknown` label are kept. The last columns count the `readings` and the
        `suspect` frames (frames with an anomaly).

        | file | defect | complete | valid | interrupted | truncated | valid groups | parity | structure | checksum | form | unknown | readings | suspect |
        |---|---|---|---|---|---|---|---|---|---|---|---|---|---|

        """;

    static readonly string Folder = Repository.Path("samples/strange");

    static StrangeSampleTests()
    {
        if (Environment.GetEnvironmentVariable("OYA_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(Path.Combine(Folder, "README.md"), Table());
            foreach (var (file, sample) in StrangeSamples.All)
            {
                File.WriteAllBytes(Path.Combine(Folder, file), sample.Bytes);
            }
        }
    }

    public static TheoryData<string> Files => [.. StrangeSamples.All.Keys];

    [Theory, MemberData(nameof(Files))]
    public void A_file_has_the_bytes_of_the_generator(string file) =>
        Assert.Equal(StrangeSamples.All[file].Bytes, File.ReadAllBytes(Path.Combine(Folder, file)));

    [Fact]
    public void The_folder_has_no_other_capture() => Assert.Equal(
        StrangeSamples.All.Keys.Order(), Directory.EnumerateFiles(Folder, "*.tic").Select(path => Path.GetFileName(path)).Order());

    [Fact]
    public void The_table_has_the_counts_of_the_decoder() =>
        Assert.Equal(Table(), File.ReadAllText(Path.Combine(Folder, "README.md")).ReplaceLineEndings("\n"));

    [Theory, MemberData(nameof(Files))]
    public void A_file_decodes_as_the_reference_says(string file) =>
        ReferenceDecoder.Decode(StrangeSamples.All[file].Bytes).AssertEqual(Recorder.Decode(StrangeSamples.All[file].Bytes), file);

    static string Table()
    {
        var table = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var (file, (defect, bytes)) in StrangeSamples.All)
        {
            _ = Recorder.Decode(bytes, out var s);
            table.Append($"| {file} | {defect} | {s.CompleteFrames} | {s.ValidFrames} | {s.InterruptedFrames} | {s.TruncatedFrames} | {s.ValidGroups} ");
            table.Append($"| {s.BadParity} | {s.BadStructure} | {s.BadChecksum} | {s.BadForm} | {s.UnknownLabels} ");
            table.Append($"| {Readings.From(bytes).Count} | {Anomalies.From(bytes).Count(one => one.Anomaly != FrameAnomaly.None)} |\n");
        }

        return table.ToString();
    }
}
