namespace Oya.Load;

/// <summary>A server that was started for this run alone.</summary>
/// <param name="script">What starts and kills it.</param>
/// <param name="kind">postgres or kafka.</param>
/// <param name="folder">Where its data is.</param>
/// <param name="address">What a client needs.</param>
sealed class Server(ServerScript script, string kind, string folder, string address)
{
    public string Address => address;

    /// <summary>Its first process.</summary>
    public int ProcessId => int.Parse(
        File.ReadAllText(Path.Combine(folder, kind, "pid")).Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>Where its distribution is; Kafka's alone.</summary>
    public string Home => File.ReadAllText(Path.Combine(folder, kind, "home")).Trim();

    /// <summary>kill -9 of all its processes; done when they are gone.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => ActAsync("kill", cancellationToken);

    /// <summary>Done when it answers, where it did before.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => ActAsync("start", cancellationToken);

    /// <summary>Ends it and removes its data.</summary>
    public Task RemoveAsync() => script.RunAsync(CancellationToken.None, "stop", folder);

    Task ActAsync(string action, CancellationToken cancellationToken) =>
        script.RunAsync(cancellationToken, kind, folder, action);
}
