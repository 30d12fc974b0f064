namespace Oya.Load;

/// <summary>A server that was started for this run.</summary>
/// <param name="script">The script that starts and kills it.</param>
/// <param name="kind">postgres or kafka.</param>
/// <param name="folder">The folder of its data.</param>
/// <param name="address">The address for clients.</param>
sealed class Server(ServerScript script, string kind, string folder, string address)
{
    public string Address => address;

    /// <summary>The id of its main process.</summary>
    public int ProcessId => int.Parse(
        File.ReadAllText(Path.Combine(folder, kind, "pid")).Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>The folder of its distribution; only for Kafka.</summary>
    public string Home => File.ReadAllText(Path.Combine(folder, kind, "home")).Trim();

    /// <summary>Sends SIGKILL to all its processes, and waits for their end.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => ActAsync("kill", cancellationToken);

    /// <summary>Starts it again at the same address, and waits until it answers.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => ActAsync("start", cancellationToken);

    /// <summary>Stops it and removes its data.</summary>
    public Task RemoveAsync() => script.RunAsync(CancellationToken.None, "stop", folder);

    Task ActAsync(string action, CancellationToken cancellationToken) =>
        script.RunAsync(cancellationToken, kind, folder, action);
}
