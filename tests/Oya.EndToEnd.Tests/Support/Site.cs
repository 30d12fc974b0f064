using System.Text;
using Microsoft.Extensions.Time.Testing;
using Oya.Cli;

namespace Oya.EndToEnd.Tests;

/// <summary>
/// A folder with a file store, or with a database as its store. Command lines run in this process.
/// </summary>
sealed class Site(TestDatabase? database = null) : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("oya-way-").FullName;

    public string Store => database?.ConnectionString ?? Path("oya.db");

    /// <summary>The clock of the tests: Tuesday 24 November 2026, 09:00 in Paris.</summary>
    public FakeTimeProvider Time { get; } = new(new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(Path(name), text);
        return Path(name);
    }

    /// <summary>
    /// Runs a line. <c>@name</c> is a file in the folder. Without <c>--store</c>, the store is that of the folder.
    /// </summary>
    public Task<Answer> RunAsync(string line) => RunAsync(line, Stream.Null);

    public async Task<Answer> RunAsync(string line, Stream input)
    {
        using var output = new MemoryStream();
        var (code, error) = await RunAsync(line, input, output);
        return new(code, Encoding.UTF8.GetString(output.ToArray()), error);
    }

    public async Task<(ExitCode Code, string Error)> RunAsync(string line, Stream input, Stream output)
    {
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal
        {
            Input = input,
            Output = output,
            Error = error,
            Time = Time,
            Variable = name => name == "OYA_STORE" ? Store : null,
        };
        var code = await OyaProgram.RunAsync(SplitArguments(line), terminal, TestContext.Current.CancellationToken);
        return (code, error.ToString());
    }

    /// <summary>Runs a line that must succeed. Returns its results.</summary>
    public async Task<string> DoneAsync(string line)
    {
        var answer = await RunAsync(line);
        Assert.True(answer.Code == ExitCode.Done, $"oya {line}\n{answer}");
        return answer.Out;
    }

    /// <summary>Runs a line that must succeed. Returns its rows, read from CSV.</summary>
    public async Task<IReadOnlyList<Csv.Row>> RowsAsync(string line) =>
        new Csv(await DoneAsync($"{line} --format csv")).Rows;

    /// <summary>Runs a line that must fail with an exit code, an error on stderr, and nothing on stdout.</summary>
    public async Task<string> FailsAsync(ExitCode code, string line)
    {
        var answer = await RunAsync(line);
        Assert.True(answer.Code == code && answer.Out.Length == 0, $"oya {line}\nexpected exit {(int)code}\n{answer}");
        Assert.StartsWith("oya: ", answer.Error, StringComparison.Ordinal);
        return answer.Error;
    }

    /// <summary>Simulates a village with its truth, and imports its registry and its consents.</summary>
    public async Task VillageAsync(string options, string output = "@capture.tic")
    {
        await DoneAsync(
            $"simulate {options} --truth @truth.csv --registry @registry.csv --consents @consents.csv -o {output}");
        await DoneAsync("registry import @registry.csv");
        await DoneAsync("consent import @consents.csv");
    }

    public string[] SplitArguments(string line) =>
        [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.StartsWith('@') ? Path(word[1..]) : word)];

    public void Dispose()
    {
        database?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
