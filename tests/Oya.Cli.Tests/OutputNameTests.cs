namespace Oya.Cli.Tests;

/// <summary>A file is the same by whatever name.</summary>
public sealed class OutputNameTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly Session _session = new();

    public void Dispose()
    {
        _folder.Dispose();
        _session.Dispose();
    }

    [Theory]
    [InlineData("a.tic")]
    [InlineData("./a.tic")]
    [InlineData("/a.tic")]
    [InlineData("down/../a.tic")]
    [InlineData("link.tic")]
    [InlineData("link of link.tic")]
    [InlineData("hard.tic")]
    [InlineData("linked/a.tic")]
    public async Task A_capture_is_known_by_its_other_names(string name)
    {
        var capture = Capture();
        foreach (var (read, written) in new[] { (capture, _folder.Path("") + "/" + name), (_folder.Path("") + "/" + name, capture) })
        {
            Assert.Equal(ExitCode.Usage, await _session.RunAsync("decode", read, "-o", written));
        }

        Assert.Contains("this command reads", _session.Error, StringComparison.Ordinal);
        Assert.Equal(Frames.Standard(3), File.ReadAllBytes(capture));
    }

    [Fact]
    public async Task A_relative_name_is_known()
    {
        var capture = Capture();
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), capture);
        Assert.Equal(ExitCode.Usage, await _session.RunAsync("inspect", capture, "-o", relative));
        Assert.Equal(Frames.Standard(3), File.ReadAllBytes(capture));
    }

    [Fact]
    public async Task A_capture_of_a_folder_and_its_list_are_read_too()
    {
        var village = _folder.Path("village/");
        Assert.Equal(ExitCode.Done, await _session.RunAsync("simulate", "--from", "2026-01-15", "--every", "1h", "-o", village));
        foreach (var name in new[] { "000001-standard.tic", "captures.json" })
        {
            var before = File.ReadAllBytes(village + name);
            Assert.Equal(ExitCode.Usage, await _session.RunAsync(
                "replay", village, "--store", _folder.Path("oya.db"), "-o", village + name));
            Assert.Equal(before, File.ReadAllBytes(village + name));
        }

        Assert.False(File.Exists(_folder.Path("oya.db")));
    }

    [Theory]
    [InlineData("new.db", "new.db")]
    [InlineData("new.db", "new.db-journal")]
    [InlineData("linked/new.db", "new.db-wal")]
    public async Task A_store_that_is_still_to_be_made_is_known(string store, string output)
    {
        var capture = Capture();
        var code = await _session.RunAsync(
            "replay", capture, "--store", _folder.Path(store), "-o", _folder.Path(output));
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("it belongs to the store", _session.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Path("new.db")));
    }

    [Theory]
    [InlineData("-X")]
    [InlineData("variable")]
    public async Task A_file_that_the_client_of_Kafka_reads_is_known(string way)
    {
        var certificate = _folder.Write("ca.pem", [1, 2, 3]);
        string[] line = ["tap", "-X", "bootstrap.servers=127.0.0.1:1", "-o", certificate];
        var code = way == "-X"
            ? await _session.RunAsync([.. line, "-X", $"ssl.ca.location={certificate}"])
            : await _session.With("OYA_KAFKA_SSL_CA_LOCATION", certificate).RunAsync(line);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("this command reads it", _session.Error, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(certificate));
    }

    [Theory]
    [InlineData("--truth", "a.tic", "./a.tic")]
    [InlineData("--registry", "linked/new.tic", "new.tic")]
    [InlineData("--consents", "village/captures.json", "village/")]
    public async Task Two_results_do_not_go_to_one_file(string option, string first, string second)
    {
        Capture();
        Directory.CreateDirectory(_folder.Path("village"));
        var code = await _session.RunAsync(
            "simulate", "--from", "2026-01-15", "--every", "1h", option, _folder.Path(first), "-o", _folder.Path(second));
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("this command writes something else there", _session.Error, StringComparison.Ordinal);
        Assert.Equal(Frames.Standard(3), File.ReadAllBytes(_folder.Path("a.tic")));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path("village")));
    }

    string Capture()
    {
        var capture = _folder.Write("a.tic", Frames.Standard(3));
        Directory.CreateDirectory(_folder.Path("down"));
        File.CreateSymbolicLink(_folder.Path("link.tic"), "a.tic");
        File.CreateSymbolicLink(_folder.Path("link of link.tic"), _folder.Path("link.tic"));
        Directory.CreateSymbolicLink(_folder.Path("linked"), ".");
        Unix.Run("ln", capture, _folder.Path("hard.tic"));
        return capture;
    }
}
