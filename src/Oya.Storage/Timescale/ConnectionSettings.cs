using Npgsql;

namespace Oya.Storage.Timescale;

/// <summary>How to reach the database: the user's connection string with the defaults of this program.</summary>
sealed class ConnectionSettings
{
    // A statement that waits for the consent lock waits for a withdrawal or a batch, seconds at most. With a timeout
    // of one minute, importing the registry of a whole utility would be taken for a dead server.
    const int StatementSeconds = 600;

    // The number of statements that Npgsql prepares automatically. The store has some 40.
    const int MaxPreparedStatements = 100;

    // Settings of the session at the server. When a host dies silently, its last transaction must not hold its locks
    // for two hours, as with the default TCP timeouts. Rows to remove after a withdrawal may be in compressed chunks,
    // so the number of rows decompressed for a statement is not limited (plain PostgreSQL ignores that setting). No
    // statement here profits from JIT compilation, which took two seconds for a batch that takes a tenth of a second.
    const string ServerSettings =
        "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c tcp_user_timeout=30000 "
        + "-c idle_in_transaction_session_timeout=300000 "
        + "-c jit=off -c timescaledb.max_tuples_decompressed_per_dml_transaction=0";

    readonly NpgsqlConnectionStringBuilder _settings;

    ConnectionSettings(NpgsqlConnectionStringBuilder settings) => _settings = settings;

    public string ConnectionString => _settings.ConnectionString;

    public string? Database => _settings.Database;

    /// <summary>The name of the database for messages: without user and password.</summary>
    public string DisplayName => $"PostgreSQL {_settings.Host}:{_settings.Port}/{_settings.Database}";

    /// <summary>True for a connection string or a postgresql:// URL, false for a path.</summary>
    public static bool IsConnectionString(string store) =>
        store.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
        || store.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase)
        // A path may have an equals sign, a connection string always does.
        || (store.Contains('=', StringComparison.Ordinal) && !File.Exists(store));

    /// <exception cref="StoreException">The text is not a connection string.</exception>
    public static ConnectionSettings Parse(string text)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = text.Contains("://", StringComparison.Ordinal) ? FromUrl(text) : new(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            // The message of the exception may quote the string, and the string may contain a password.
            throw new StoreException(
                "the store is neither a path nor a connection string of PostgreSQL")
            {
                Problem = StoreProblem.NoAddress,
            };
        }

        if (string.IsNullOrEmpty(settings.Host))
        {
            throw new StoreException("the connection string of the store names no server: add Host=…");
        }

        settings.Database ??= settings.Username;
        settings.ApplicationName ??= "oya";
        SetDefault(settings, "Max Auto Prepare", MaxPreparedStatements);
        SetDefault(settings, "Command Timeout", StatementSeconds);
        SetDefault(settings, "Keepalive", 30);
        SetDefault(settings, "Options", ServerSettings);
        // The program never changes session settings, and resetting a session costs more than most queries.
        SetDefault(settings, "No Reset On Close", true);
        // A batch of readings is some 3 MB. With the default buffer of 8 kB that is 400 system calls.
        SetDefault(settings, "Write Buffer Size", 256 * 1024);
        return new(settings);
    }

    static void SetDefault(NpgsqlConnectionStringBuilder settings, string keyword, object value)
    {
        if (!settings.ContainsKey(keyword) || !settings.ShouldSerialize(keyword))
        {
            settings[keyword] = value;
        }
    }

    /// <summary>Parses postgresql://user:password@host:port/database?Setting=value, like libpq.</summary>
    static NpgsqlConnectionStringBuilder FromUrl(string text)
    {
        var url = new Uri(text);
        var settings = new NpgsqlConnectionStringBuilder { Host = url.Host };
        if (url.Port > 0)
        {
            settings.Port = url.Port;
        }

        if (url.AbsolutePath.Length > 1)
        {
            settings.Database = Uri.UnescapeDataString(url.AbsolutePath[1..]);
        }

        var login = url.UserInfo.Split(':', 2);
        if (login[0].Length > 0)
        {
            settings.Username = Uri.UnescapeDataString(login[0]);
        }

        if (login.Length > 1)
        {
            settings.Password = Uri.UnescapeDataString(login[1]);
        }

        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var name = Uri.UnescapeDataString(parts[0]);
            settings[name == "sslmode" ? "SSL Mode" : name] = Uri.UnescapeDataString(parts.Length > 1 ? parts[1] : "");
        }

        return settings;
    }
}
