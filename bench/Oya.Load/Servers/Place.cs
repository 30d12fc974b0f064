namespace Oya.Load;

/// <summary>
/// The folder of a run with its servers and files. Everything is removed when the run ends, also after a failure.
/// </summary>
sealed class Place : IAsyncDisposable
{
    readonly ServerScript _script;
    readonly List<Server> _servers = [];

    /// <summary>Creates the folder.</summary>
    /// <param name="script">The script that starts servers.</param>
    /// <param name="within">The parent folder; null uses the folder for temporary files.</param>
    public Place(ServerScript script, string? within)
    {
        _script = script;
        Folder = Path.Combine(within ?? Path.GetTempPath(), $"oya-load-{Guid.NewGuid():N}"[..17]);
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; }

    public string GetPath(string name) => Path.Combine(Folder, name);

    /// <summary>Starts a server: postgres or kafka.</summary>
    /// <exception cref="SoakException">The server cannot be started; the message gives the reason.</exception>
    public async Task<Server> StartAsync(string kind, string name, CancellationToken cancellationToken)
    {
        var folder = GetPath(name);
        var address = await _script.RunAsync(cancellationToken, $"start-{kind}", folder);
        var server = new Server(_script, kind, folder, address);
        _servers.Add(server);
        return server;
    }

    /// <summary>Stops a server before the run ends.</summary>
    public async Task RemoveAsync(Server server)
    {
        _servers.Remove(server);
        await server.RemoveAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // In parallel, so that a server that cannot be stopped does not delay the others.
        await Task.WhenAll(_servers.Select(server => server.RemoveAsync()));
        Directory.Delete(Folder, recursive: true);
    }
}
