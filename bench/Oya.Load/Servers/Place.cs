namespace Oya.Load;

/// <summary>A folder for a run: its servers, its files. All of it is gone when the run ends, however it ends.</summary>
sealed class Place : IAsyncDisposable
{
    readonly ServerScript _script;
    readonly List<Server> _servers = [];

    /// <summary>Makes the folder.</summary>
    /// <param name="script">What starts servers.</param>
    /// <param name="within">The folder in which it is made; null: that for temporary files.</param>
    public Place(ServerScript script, string? within)
    {
        _script = script;
        Folder = Path.Combine(within ?? Path.GetTempPath(), $"oya-load-{Guid.NewGuid():N}"[..17]);
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; }

    public string GetPath(string name) => Path.Combine(Folder, name);

    /// <summary>Starts a server of its own: postgres or kafka.</summary>
    /// <exception cref="SoakException">It cannot be had; the message says why.</exception>
    public async Task<Server> StartAsync(string kind, string name, CancellationToken cancellationToken)
    {
        var folder = GetPath(name);
        var address = await _script.RunAsync(cancellationToken, $"start-{kind}", folder);
        var server = new Server(_script, kind, folder, address);
        _servers.Add(server);
        return server;
    }

    /// <summary>Ends a server before the run ends.</summary>
    public async Task RemoveAsync(Server server)
    {
        _servers.Remove(server);
        await server.RemoveAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // All at once, so that one that cannot be stopped does not keep the others.
        await Task.WhenAll(_servers.Select(server => server.RemoveAsync()));
        Directory.Delete(Folder, recursive: true);
    }
}
