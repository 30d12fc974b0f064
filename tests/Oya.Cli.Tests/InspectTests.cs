using System.Text.Json;

namespace Oya.Cli.Tests;

public sealed class InspectTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, long, long, long> Manifest()
    {
        var data = new TheoryData<string, string, long, long, long>();
        var manifest = Path.Combine(SharedFiles.Root, "captures", "MANIFEST.tsv");
        if (File.Exists(manifest))
        {
            foreach (var line in File.ReadLines(manifest).Skip(1))
            {
                var cells = line.Split('\t');
                data.Add(cells[0], cells[6], long.Parse(cells[10]), long.Parse(cells[11]), long.Parse(cells[12]));
            }
        }
        else
        {
            data.Add("MANIFEST.tsv", "", 0, 0, 0);
        }

        return data;
    }

    [Theory, MemberData(nameof(Manifest))]
    public async Task The_JSON_of_a_capture_has_the_counts_of_the_manifest(
        string file, string mode, long complete, long valid, long bytes)
    {
        using var session = new Session();
        var code = await session.RunAsync(
            "inspect", SharedFiles.Path(Path.Combine("captures", file)), "--format", "json");
        Assert.Equal(ExitCode.Done, code);
        using var json = JsonDocument.Parse(session.Out);
        var root = json.RootElement;
        var frames = root.GetProperty("frames");
        Assert.Equal(mode, root.GetProperty("mode").GetString());
        Assert.Equal(bytes, root.GetProperty("bytes").GetInt64());
        Assert.Equal((complete, valid), (frames.GetProperty("complete").GetInt64(), frames.GetProperty("valid").GetInt64()));
        Assert.Equal(mode == "historic", root.GetProperty("first").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task The_JSON_names_do_not_change()
    {
        using var session = new Session();
        await session.RunAsync("inspect", _folder.Write("a.tic", Frames.Damaged(3)));
        Assert.Equal(
            $$"""
            {"file":"{{_folder.Path("a.tic")}}","mode":"standard","bytes":{{Frames.Standard(3).Length}},"frames":{"complete":3,"valid":2,"interrupted":0,"truncated":0},"groups":{"valid":20,"badParity":0,"badStructure":0,"badChecksum":1,"badForm":0,"unknownLabel":0},"doubts":{"sequence":0,"missing":0,"incomplete":1,"indexDown":0,"indexTooFast":0,"unknownMeter":0},"meters":1,"first":"2026-10-25T00:00:00+02:00","last":"2026-10-25T00:00:02+02:00"}

            """,
            session.Out);
    }

    [Fact]
    public async Task Several_captures_are_an_array()
    {
        using var session = new Session();
        await session.RunAsync(
            "inspect", _folder.Write("a.tic", Frames.Standard(3)), _folder.Write("b.tic", Frames.Historic(4)), "--format", "json");
        using var json = JsonDocument.Parse(session.Out);
        Assert.Equal(
            ["standard", "historic"],
            json.RootElement.EnumerateArray().Select(capture => capture.GetProperty("mode").GetString()));
    }

    [Fact]
    public async Task Two_modes_in_one_capture_are_mixed()
    {
        using var session = new Session { Input = [.. Frames.Standard(3), .. Frames.Historic(2)] };
        await session.RunAsync("inspect", "-");
        Assert.Contains("\"mode\":\"mixed\"", session.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", 1)]
    [InlineData("1", 0)]
    [InlineData("4%", 1)]
    [InlineData("4.8%", 0)]
    public async Task More_invalid_groups_than_allowed_give_exit_code_1(string limit, int expected)
    {
        // One group of 21 is 4.76 %.
        using var session = new Session();
        var code = await session.RunAsync("inspect", _folder.Write("a.tic", Frames.Damaged(3)), "--max-errors", limit);
        Assert.Equal(expected, (int)code);
        Assert.Contains("\"badChecksum\":1", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_screen_shows_the_suspect_frames_and_their_anomalies()
    {
        using var session = new Session();
        var frame = Frames.Standard(1);
        // The second frame lacks a group, and the third one has an arbitrary index.
        byte[] bytes =
            [
                .. frame, .. Frames.Without(frame, "SINSTS"), .. Frames.Replace(frame, "000001000", "900000900"),
                .. frame,
            ];
        Assert.Equal(ExitCode.Done, await session.RunAsync("inspect", _folder.Write("a.tic", bytes), "--format", "table"));
        Assert.Matches(
            "suspect +2 +1 with a group missing 25 % +1 with an index that rose too fast 25 %", session.Out);
        Assert.Contains($"byte {frame.Length}, frame 1: SINSTS, missing", session.Out, StringComparison.Ordinal);
        Assert.Contains($"byte {bytes.Length - 2 * frame.Length}, frame 2: EAST, indexTooFast", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frame_with_a_damaged_address_is_suspect_and_adds_no_meter()
    {
        var damaged = Frames.Replace(Frames.Standard(1), Frames.Meter, Frames.DamagedMeter);
        var capture = _folder.Write("a.tic", [.. Frames.Standard(3), .. damaged, .. Frames.Standard(3)]);
        using var json = new Session();
        await json.RunAsync("inspect", capture);
        Assert.Contains("\"unknownMeter\":1},\"meters\":1,", json.Out, StringComparison.Ordinal);
        using var table = new Session();
        await table.RunAsync("inspect", capture, "--format", "table");
        Assert.Contains("1 with an address seen only once", table.Out, StringComparison.Ordinal);
        Assert.Contains("frame 3: ADSC, unknownMeter", table.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_screen_shows_the_position_of_an_invalid_group_and_masks_the_meter()
    {
        using var session = new Session();
        var bytes = Frames.Damaged(3);
        await session.RunAsync("inspect", _folder.Write("a.tic", bytes), "--format", "table");
        var at = bytes.AsSpan().IndexOf("EAST\t700"u8);
        Assert.Contains($"byte {at}, frame 1: EAST, wrong checksum", session.Out, StringComparison.Ordinal);
        Assert.Contains("0219*****123", session.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(Frames.Meter, session.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(Frames.UsagePoint, session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_prm_does_not_mask_identifiers()
    {
        using var session = new Session();
        await session.RunAsync("inspect", _folder.Write("a.tic", Frames.Standard(3)), "--format", "table", "--show-prm");
        Assert.Contains($"{Frames.Meter}, usage point {Frames.UsagePoint}", session.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a capture at all\n")]
    public async Task The_mode_of_a_file_without_TIC_is_unknown(string text)
    {
        using var session = new Session { Input = System.Text.Encoding.ASCII.GetBytes(text) };
        Assert.Equal(ExitCode.Done, await session.RunAsync("inspect", "-", "--format", "table"));
        Assert.Contains("unknown: no group could be read", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_gzip_shows_its_content_before_the_cut_and_then_fails()
    {
        using var session = new Session();
        var whole = Packed.Gzip(Frames.Standard(400));
        var code = await session.RunAsync("inspect", _folder.Write("a.tic.gz", whole[..(whole.Length / 2)]));
        Assert.Equal(ExitCode.BadData, code);
        using var json = JsonDocument.Parse(session.Out);
        Assert.InRange(json.RootElement.GetProperty("frames").GetProperty("complete").GetInt64(), 1, 399);
        Assert.Contains($"the gzip data is cut or damaged near byte {whole.Length / 2}", session.Error, StringComparison.Ordinal);
    }
}
