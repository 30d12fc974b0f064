using System.Text.Json;
using Parquet;

namespace Oya.Cli.Tests;

public sealed class DecodeTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_group_row_has_the_meter_and_the_time_of_its_frame()
    {
        var row = await OneAsync("--labels", "EAST", "--limit", "1");
        Assert.Equal("""
            {"file":"-","offset":71,"frame":0,"meter":"021976543123","at":"2026-10-25T00:00:00+02:00","label":"EAST","value":1000,"unit":"Wh","horodate":null,"meaning":"active energy drawn, total","fault":null}

            """, row);
    }

    [Fact]
    public async Task Text_is_trimmed_and_STGE_stays_hexadecimal_and_DATE_is_its_horodate()
    {
        using var json = JsonDocument.Parse(await OneAsync("--labels", "NGTF,STGE,DATE", "--limit", "3", "--format", "json"));
        var rows = json.RootElement.EnumerateArray().ToDictionary(row => row.GetProperty("label").GetString()!);
        Assert.Equal("TEMPO", rows["NGTF"].GetProperty("value").GetString());
        Assert.Equal("003A0001", rows["STGE"].GetProperty("value").GetString());
        Assert.Equal(JsonValueKind.Null, rows["DATE"].GetProperty("value").ValueKind);
        Assert.Equal("2026-10-25T00:00:00+02:00", rows["DATE"].GetProperty("horodate").GetString());
    }

    [Fact]
    public async Task Csv_has_the_same_columns_and_quotes_what_needs_it()
    {
        Assert.Equal(
            """
            file,offset,frame,meter,at,label,value,unit,horodate,meaning,fault
            -,71,0,021976543123,2026-10-25T00:00:00+02:00,EAST,1000,Wh,,"active energy drawn, total",

            """,
            await OneAsync("--labels", "EAST", "--limit", "1", "--format", "csv"));
    }

    [Fact]
    public async Task A_table_is_aligned_and_hides_the_meter()
    {
        Assert.Equal(
            """
            frame  meter         at                      label   value         unit  horodate  meaning
                0  0219*****123  2026-10-25 00:00:00+02  ADSC    0219*****123                  address of the meter
                0  0219*****123  2026-10-25 00:00:00+02  EAST            1000  Wh              active energy drawn, total
                0  0219*****123  2026-10-25 00:00:00+02  SINSTS           420  VA              apparent power drawn

            """,
            await OneAsync("--labels", "ADSC,EAST,SINSTS", "--limit", "3", "--format", "table"));
    }

    [Fact]
    public async Task Markdown_can_be_pasted()
    {
        var text = await OneAsync("--labels", "EAST", "--limit", "1", "--format", "markdown");
        Assert.StartsWith("| frame | meter | at | label |", text, StringComparison.Ordinal);
        Assert.Contains("\n|---:|---|---|---|", text, StringComparison.Ordinal);
        Assert.EndsWith("| 1000 | Wh |  | active energy drawn, total |\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parquet_has_times_in_UTC_and_holes_where_nothing_was_sent()
    {
        using var session = new Session();
        var file = _folder.Path("frames.parquet");
        var code = await session.RunAsync("decode", _folder.Write("a.tic", Frames.Standard(5)), "--per-frame", "-o", file);
        Assert.Equal(ExitCode.Done, code);
        await using var reader = await ParquetReader.CreateAsync(file, cancellationToken: TestContext.Current.CancellationToken);
        var group = reader.OpenRowGroupReader(0);
        Assert.Equal(5, group.RowCount);
        var at = new DateTime?[5];
        await group.ReadAsync<DateTime>(reader.Schema.FindDataField("at"), at, cancellationToken: TestContext.Current.CancellationToken);
        var import = new long?[5];
        await group.ReadAsync<long>(reader.Schema.FindDataField("drawn_wh"), import, cancellationToken: TestContext.Current.CancellationToken);
        var export = new long?[5];
        await group.ReadAsync<long>(reader.Schema.FindDataField("injected_wh"), export, cancellationToken: TestContext.Current.CancellationToken);
        var meter = new string[5];
        await group.ReadAsync(reader.Schema.FindDataField("meter"), meter, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 5).Select(i => (DateTime?)Frames.Start.AddSeconds(i).ToUtc().UtcDateTime), at);
        Assert.Equal([1000, 1001, 1002, 1003, 1004], import);
        Assert.All(export, Assert.Null);
        Assert.All(meter, one => Assert.Equal(Frames.Meter, one));
    }

    [Fact]
    public async Task A_long_parquet_has_several_row_groups_and_loses_no_row()
    {
        using var session = new Session { Input = Frames.Standard(12_000) };
        Assert.Equal(ExitCode.Done, await session.RunAsync("decode", "-", "--format", "parquet"));
        using var written = new MemoryStream(session.Output.ToArray());
        await using var reader = await ParquetReader.CreateAsync(written, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(2, reader.RowGroupCount);
        Assert.Equal(7 * 12_000, reader.RowGroups.Sum(group => group.RowCount));
    }

    [Fact]
    public async Task Parquet_is_not_for_a_screen()
    {
        using var session = new Session { OnScreen = true };
        Assert.Equal(ExitCode.Usage, await session.RunAsync("decode", "-", "--format", "parquet"));
        Assert.Contains("add -o FILE", session.Error, StringComparison.Ordinal);
        Assert.Empty(session.Out);
    }

    [Fact]
    public async Task A_frame_row_has_the_main_values_of_a_reading()
    {
        Assert.Equal("""
            {"file":"-","offset":0,"frame":0,"meter":"021976543123","prm":"14500000000001","mode":"standard","at":"2026-10-25T00:00:00+02:00","end":"complete","valid":true,"groups":7,"refused":0,"drawn_wh":1000,"injected_wh":null,"register":1,"va":420,"injected_va":null,"a1":null,"a2":null,"a3":null,"v1":null,"v2":null,"v3":null,"doubt":null,"doubt_label":null}

            """, await OneAsync("--per-frame", "--limit", "1"));
    }

    [Fact]
    public async Task A_frame_row_says_what_is_doubted_of_it()
    {
        var frame = Frames.Standard(1);
        using var session = new Session
        {
            Input = [.. frame, .. Frames.Without(frame, "SINSTS"), .. Frames.Jump(frame, "000001000", "900000900"), .. frame,
                .. Frames.Jump(frame, Frames.Meter, Frames.DamagedMeter)],
        };
        await session.RunAsync("decode", "-", "--per-frame", "--format", "csv");
        Assert.Equal(
            ["doubt,doubt_label", ",", "missing,SINSTS", "indexTooFast,EAST", ",", "unknownMeter,ADSC"],
            session.Out.TrimEnd().Split('\n').Select(line => string.Join(',', line.TrimEnd('\r').Split(',')[^2..])));
    }

    [Fact]
    public async Task A_historic_frame_has_a_total_and_no_time()
    {
        using var session = new Session { Input = Frames.Historic(1) };
        await session.RunAsync("decode", "-", "--per-frame");
        Assert.Contains("\"mode\":\"historic\",\"at\":null", session.Out, StringComparison.Ordinal);
        Assert.Contains("\"drawn_wh\":5000", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Raw_shows_a_refused_group_with_its_cause_and_its_place()
    {
        using var session = new Session { Input = Frames.Damaged(3) };
        Assert.Equal(ExitCode.Done, await session.RunAsync("decode", "-", "--raw", "--labels", "SINSTS"));
        var at = session.Input.AsSpan().IndexOf("EAST\t700"u8);
        var row = Assert.Single(session.Out.Split('\n'), line => line.Contains("\"fault\":\"checksum\"", StringComparison.Ordinal));
        Assert.StartsWith($$"""{"file":"-","offset":{{at}},"frame":1,"meter":"021976543123",""", row, StringComparison.Ordinal);
        Assert.Contains("\"label\":\"EAST\",\"value\":\"EAST\\\\x09700001001\\\\x09", row, StringComparison.Ordinal);
        Assert.Empty(session.Error);
    }

    [Fact]
    public async Task Without_raw_a_note_on_stderr_says_how_many_were_refused()
    {
        using var session = new Session { Input = Frames.Damaged(3) };
        Assert.Equal(ExitCode.Done, await session.RunAsync("decode", "-"));
        Assert.Equal(20, session.Out.Count(letter => letter == '\n'));
        Assert.StartsWith("1 of 21 groups were refused", session.Error, StringComparison.Ordinal);
        using var quiet = new Session { Input = Frames.Damaged(3) };
        await quiet.RunAsync("decode", "-", "-q");
        Assert.Empty(quiet.Error);
    }

    [Fact]
    public async Task Strict_stops_at_the_first_refused_group_and_says_where()
    {
        using var session = new Session { Input = Frames.Damaged(3) };
        Assert.Equal(ExitCode.BadData, await session.RunAsync("decode", "-", "--strict"));
        var at = session.Input.AsSpan().IndexOf("EAST\t700"u8);
        Assert.Contains(
            $"standard input: group refused (wrong checksum) at byte {at}, frame 1, label EAST", session.Error, StringComparison.Ordinal);
        Assert.Equal(13, session.Out.Count(letter => letter == '\n'));
    }

    [Theory]
    [InlineData("standard", 3, 0)]
    [InlineData("historic", 2, 0)]
    [InlineData("auto", 5, 0)]
    public async Task A_mode_is_a_filter(string mode, int frames, int expected)
    {
        using var session = new Session { Input = [.. Frames.Standard(3), .. Frames.Historic(2)] };
        Assert.Equal(expected, (int)await session.RunAsync("decode", "-", "--per-frame", "--mode", mode));
        Assert.Equal(frames, session.Out.Count(letter => letter == '\n'));
    }

    [Fact]
    public async Task A_mode_that_is_not_there_is_bad_data()
    {
        using var session = new Session { Input = Frames.Historic(2) };
        Assert.Equal(ExitCode.BadData, await session.RunAsync("decode", "-", "--mode", "standard"));
        Assert.Contains("no frame in standard mode", session.Error, StringComparison.Ordinal);
        Assert.Empty(session.Out);
    }

    [Fact]
    public async Task The_ending_of_the_file_chooses_the_format()
    {
        using var session = new Session();
        await session.RunAsync("decode", _folder.Write("a.tic", Frames.Standard(1)), "-o", _folder.Path("a.csv"));
        Assert.StartsWith("file,offset,", File.ReadAllText(_folder.Path("a.csv")), StringComparison.Ordinal);
        Assert.Empty(session.Out);
    }

    [Theory]
    [InlineData(115)]
    [InlineData(100)]
    [InlineData(60)]
    public async Task A_table_on_a_screen_fits_it(int width)
    {
        using var session = new Session { OnScreen = true, Width = width, Input = Frames.Standard(3) };
        await session.RunAsync("decode", "-", "--no-color");
        Assert.All(session.Out.Split('\n'), line => Assert.InRange(line.Length, 0, width));
        Assert.StartsWith("frame  meter         at                      label", session.Out, StringComparison.Ordinal);
    }

    static async Task<string> OneAsync(params string[] options)
    {
        using var session = new Session { Input = Frames.Standard(2) };
        Assert.Equal(ExitCode.Done, await session.RunAsync(["decode", "-", .. options]));
        Assert.Empty(session.Error);
        return session.Out;
    }
}
