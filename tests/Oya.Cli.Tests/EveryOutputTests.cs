using System.CommandLine;
using Oya.Cli.Inputs;

namespace Oya.Cli.Tests;

/// <summary>What every command refuses to write over, the commands being those of the program.</summary>
public sealed class EveryOutputTests : IDisposable
{
    /// <summary>Words of a line that name no file; a new one says here or by its help what it is.</summary>
    static readonly HashSet<string> NoFiles = ["SHELL", "--folder", "--holder", "--log", "--mode", "--to-folder", "--topic", "-X"];

    readonly TemporaryFolder _folder = new();
    readonly Session _session = new();

    public static TheoryData<string> Commands => [.. CommandTree.Leaves.Keys];

    public static TheoryData<string> Written => [.. CommandTree.Leaves.Keys.Where(words => words != "simulate")];

    public static TheoryData<string, string> Read
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (words, command) in CommandTree.Leaves)
            {
                foreach (var symbol in CommandTree.Symbols(command).Where(InputFiles.IsFile))
                {
                    data.Add(words, symbol.Name);
                }
            }

            return data;
        }
    }

    public void Dispose()
    {
        _folder.Dispose();
        _session.Dispose();
    }

    [Fact]
    public void Every_command_watches_what_it_writes() =>
        Assert.All(CommandTree.Leaves, leaf => Assert.IsType<OyaCommand>(leaf.Value));

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_word_of_a_line_is_known_to_be_a_file_or_none(string words) => Assert.All(
        CommandTree.Symbols(CommandTree.Leaves[words]).Where(IsText),
        symbol => Assert.True(
            symbol is Output.OutputOption || InputFiles.IsFile(symbol) != NoFiles.Contains(symbol.Name),
            $"{symbol.Name}: call it FILE when it is read, make it an OutputOption when it is written"));

    [Theory]
    [MemberData(nameof(Commands))]
    public Task No_command_writes_over_its_store(string words) => RefusesAsync(words, Database("oya.db"), "oya.db");

    [Theory]
    [MemberData(nameof(Commands))]
    public Task No_command_writes_over_another_store(string words) => RefusesAsync(words, Database("other.db"), "other.db");

    [Theory]
    [MemberData(nameof(Commands))]
    public Task No_command_takes_the_place_of_what_SQLite_keeps_beside_its_store(string words)
    {
        Database("oya.db");
        return RefusesAsync(words, _folder.Path("oya.db-wal"), "oya.db-wal");
    }

    [Theory]
    [MemberData(nameof(Read))]
    public async Task No_command_writes_over_what_it_reads(string words, string symbol)
    {
        const string Curve = "start,end,wh\n2026-01-15T00:00:00+01:00,2026-01-15T00:30:00+01:00,100\n";
        var file = _folder.Write("read.tic", symbol == "--curve" ? [.. Curve.Select(c => (byte)c)] : Frames.Standard(3));
        string[] more = symbol.StartsWith('-') ? [symbol, file]
            : CommandTree.Leaves[words].Arguments.Single(a => a.Name == symbol).Arity.MinimumNumberOfValues == 0 ? [file] : [];
        await RefusesAsync(words, file, "this command reads it", more);
    }

    [Theory]
    [MemberData(nameof(Written))]
    public async Task No_command_writes_a_folder(string words)
    {
        Directory.CreateDirectory(_folder.Path("there"));
        await RefusesAsync(words, _folder.Path("there"), "it is a folder");
    }

    [Theory]
    [MemberData(nameof(Written))]
    public Task No_command_begins_when_its_results_have_no_place(string words) =>
        RefusesAsync(words, _folder.Path("no/where.csv"), "there is no folder");

    async Task RefusesAsync(string words, string output, string why, params string[] more)
    {
        var before = Listing();
        var line = CommandTree.Line(words, File.Exists(_folder.Path("read.tic")) ? _folder.Path("read.tic") : "absent.tic");
        var code = await _session.With("OYA_STORE", _folder.Path("oya.db")).RunAsync([.. line, .. more, "-o", output]);
        Assert.True(code == ExitCode.Usage, $"exit {code}: {_session.Error}");
        Assert.StartsWith($"oya: cannot write '{output}': ", _session.Error, StringComparison.Ordinal);
        Assert.Contains(why, _session.Error, StringComparison.Ordinal);
        Assert.Equal(before, Listing());
    }

    List<string> Listing() => [.. Directory.EnumerateFileSystemEntries(_folder.Path("")).Order(StringComparer.Ordinal)
        .Select(path => File.Exists(path) ? $"{path} {Convert.ToHexString(File.ReadAllBytes(path))}" : path)];

    string Database(string name) => _folder.Write(name, [.. "SQLite format 3\0"u8, .. new byte[84]]);

    static bool IsText(Symbol symbol) =>
        (symbol is Argument argument ? argument.ValueType : ((Option)symbol).ValueType) is var type
        && (type == typeof(string) || type == typeof(string[]));
}
