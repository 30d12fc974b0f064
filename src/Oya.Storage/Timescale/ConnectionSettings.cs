using Npgsql;

namespace Oya.Storage.Timescale;

/// <summary>How to reach the database: what the connection string says, and what it leaves out.</summary>
sealed class ConnectionSettings
{
    // A statement that waits for the consent lock waits for a withdrawal or a batch, seconds at most. A minute would take
    // a registry of a whole utility for a dead server.
    const int StatementSeconds = 600;

    // Statements that are prepared without being asked for; the store has some 40.
    const int Prepared = 100;

    // For the session at the server. A host that dies without a word must not hold the locks of its last transaction for
    // two hours, as TCP alone would have it. And what a withdrawal removes may lie in compressed chunks, however many rows
    // of other meters are unpacked for it (without TimescaleDB that setting means nothing). No statement here is worth
    // being compiled first: that took two seconds of a batch that takes a tenth of one.
    const string ServerSettings =
        "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c tcp_user_timeout=30000 "
        + "-c idle_in_transaction_session_timeout=300000 "
        + "-c jit=off -c timescaledb.max_tuples_decompressed_per_dml_transaction=0";

    readonly NpgsqlConnectionStringBuilder _settings;

    ConnectionSettings(NpgsqlConnectionStringBuilder settings) => _settings = settings;

    public string ConnectionString => _settings.ConnectionString;

    public string? Database => _settings.Database;

    /// <summary>Which database, for a person: no user, no password.</summary>
    public string Where => $"PostgreSQL {_settings.Host}:{_settings.Port}/{_settings.Database}";

    /// <summary>True for a connection string or a postgresql:// address, false for a path.</summary>
    public static bool IsMeant(string store) =>
        store.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
        || store.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase)
        // A path may have an equals sign, a connection string always does.
        || (store.Contains('=', StringComparison.Ordinal) && !File.Exists(store));

    /// <exception cref="StoreException">It is none.</exception>
    public static ConnectionSettings Parse(string text)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = text.Contains("://", StringComparison.Ordinal) ? FromAddress(text) : new(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            // The reason may quote the string, and the string may hold a password.
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
        Default(settings, "Max Auto Prepare", Prepared);
        Default(settings, "Command Timeout", StatementSeconds);
        Default(settings, "Keepalive", 30);
        Default(settings, "Options", ServerSettings);
        // Nothing of a session is ever set: to undo what was not done costs more than most of the questions.
        Default(settings, "No Reset On Close", true);
        // A batch of readings is some 3 MB: in pieces of 8 kB, the default, it is 400 calls of the system.
        Default(settings, "Write Buffer Size", 256 * 1024);
        return new(settings);
    }

    static void Default(NpgsqlConnectionStringBuilder settings, string keyword, object value)
    {
        if (!settings.ContainsKey(keyword) || !settings.ShouldSerialize(keyword))
        {
            settings[keyword] = value;
        }
    }

    /// <summary>postgresql://user:password@host:port/database?Setting=value, as libpq reads it.</summary>
    static NpgsqlConnectionStringBuilder FromAddress(string text)
    {
        var address = new Uri(text);
        var settings = new NpgsqlConnectionStringBuilder { Host = address.Host };
        if (address.Port > 0)
        {
            settings.Port = address.Port;
        }

        if (address.AbsolutePath.Length > 1)
        {
            settings.Database = Uri.UnescapeDataString(address.AbsolutePath[1..]);
        }

        var login = address.UserInfo.Split(':', 2);
        if (login[0].Length > 0)
        {
            settings.Username = Uri.UnescapeDataString(login[0]);
        }

        if (login.Length > 1)
        {
            settings.Password = Uri.UnescapeDataString(login[1]);
        }

        foreach (var pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var name = Uri.UnescapeDataString(parts[0]);
            settings[name == "sslmode" ? "SSL Mode" : name] = Uri.UnescapeDataString(parts.Length > 1 ? parts[1] : "");
        }

        return settings;
    }
}
