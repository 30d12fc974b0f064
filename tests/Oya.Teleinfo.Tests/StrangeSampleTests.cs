using System.Text;

namespace Oya.Teleinfo.Tests;

/// <summary>
/// The files of samples/strange and the table that says what each of them decodes to. OYA_UPDATE_GOLDEN=1 writes both.
/// </summary>
public class StrangeSampleTests
{
    const string Head =
        """
        # Strange captures

        One defect a file, named after it, made from invented meters; most have three frames and the defect in the second.
        The table is what the decoder counts in each, as `oya inspect` shows it: frames that are `complete` (STX to ETX, or to
        the next STX when the ETX was eaten), `valid` (complete, and every checksum right), `interrupted`, `truncated` at the
        edge of the capture; groups that are `right`, refused for `parity`, `structure`, `checksum` or `form` (a value
        that the label cannot have), and `unknown` labels, which are kept; `readings` that come of it, and frames `in doubt`.

        | file | defect | complete | valid | interrupted | truncated | right | parity | structure | checksum | form | unknown | readings | in doubt |
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
    public void A_file_is_what_the_generator_makes(string file) =>
        Assert.Equal(StrangeSamples.All[file].Bytes, File.ReadAllBytes(Path.Combine(Folder, file)));

    [Fact]
    public void There_is_no_other_file() => Assert.Equal(
        StrangeSamples.All.Keys.Order(), Directory.EnumerateFiles(Folder, "*.tic").Select(path => Path.GetFileName(path)).Order());

    [Fact]
    public void The_table_is_what_the_decoder_counts() =>
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
