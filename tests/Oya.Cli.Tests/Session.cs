using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Oya.Cli.Tests;

/// <summary>Runs the program on a terminal in memory and captures its output.</summary>
sealed class Session : IDisposable
{
    readonly StringWriter _error = new() { NewLine = "\n" };
    readonly Dictionary<string, string> _variables = [];

    public MemoryStream Output { get; } = new();

    public byte[] Input { get; init; } = [];

    public bool OnTerminal { get; init; }

    public int Width { get; init; } = 120;

    public FakeTimeProvider Time { get; } = new(new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));

    public string Out => Encoding.UTF8.GetString(Output.ToArray());

    public string Error => _error.ToString();

    public Session With(string variable, string value)
    {
        _variables[variable] = value;
        return this;
    }

    public Task<ExitCode> RunAsync(params string[] args) => RunAsync(Output, args);

    public async Task<ExitCode> RunAsync(Stream output, params string[] args)
    {
        var terminal = new Terminal
        {
            Input = new MemoryStream(Input),
            Output = output,
            Error = _error,
            Time = Time,
            OutputIsTerminal = OnTerminal,
            ErrorIsTerminal = OnTerminal,
            Width = Width,
            Variable = name => _variables.GetValueOrDefault(name),
            Variables = () => _variables.Select(pair => new KeyValuePair<string, string?>(pair.Key, pair.Value)),
        };
        return await OyaProgram.RunAsync(args, terminal, TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        Output.Dispose();
        _error.Dispose();
    }
}
