namespace Oya.Ingest;

/// <summary>
/// How to reach Kafka: settings of librdkafka by their names, from <c>-X name=value</c> and from the environment
/// (<c>OYA_KAFKA_SASL_PASSWORD</c> for <c>sasl.password</c>, <c>OYA_KAFKA_SASL_PASSWORD_FILE</c> for a file that holds
/// it).
/// What could lose or disorder readings is not for the taking, and no secret ever leaves this class in a text.
/// </summary>
public sealed class KafkaSettings
{
    /// <summary>How the environment variables begin.</summary>
    public const string VariablePrefix = "OYA_KAFKA_";

    const string FileSuffix = "_FILE", ServersName = "bootstrap.servers";

    readonly Dictionary<string, string> _values;

    KafkaSettings(Dictionary<string, string> values) => _values = values;

    /// <summary>The brokers that are asked first.</summary>
    public string Servers => _values[ServersName];

    /// <summary>The consumer group, if one is set.</summary>
    public string? Group => Find("group.id");

    /// <summary>Reads settings; those of the command line stand before those of the environment.</summary>
    /// <param name="pairs"><c>name=value</c>, as they were given to <c>-X</c>.</param>
    /// <param name="environment">Variables; those that do not begin with <see cref="VariablePrefix"/> are passed
    /// over.</param>
    /// <exception cref="LogException">A setting is unknown, not for the taking, a secret on the command line, or
    /// missing.</exception>
    public static KafkaSettings Read(
        IEnumerable<string> pairs, IEnumerable<KeyValuePair<string, string?>> environment)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentNullException.ThrowIfNull(environment);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        ReadEnvironment(environment, values);
        foreach (var pair in pairs)
        {
            var (name, value) = Split(pair);
            values[name] = value;
        }

        foreach (var (name, value) in values)
        {
            KafkaOwnSettings.Check(name, value);
        }

        return values.TryGetValue(ServersName, out var servers) && servers.Length > 0
            ? new(values)
            : throw Wrong("nothing says where Kafka is", new LogProblem(
                LogFault.NoServers, $"give {ServersName}, or {Variable(ServersName)}"));
    }

    /// <summary>A setting; null when it is not given.</summary>
    public string? Find(string name) => _values.GetValueOrDefault(name);

    /// <summary>A text that may hold a secret, without it.</summary>
    public string Redact(string text)
    {
        foreach (var (name, value) in _values)
        {
            if (KafkaSettingNames.IsSecret(name) && value.Length > 0)
            {
                text = text.Replace(value, "***", StringComparison.Ordinal);
            }
        }

        return text;
    }

    /// <summary>The settings, secrets as stars.</summary>
    public override string ToString() => string.Join(' ', _values.OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => $"{pair.Key}={(KafkaSettingNames.IsSecret(pair.Key) ? "***" : pair.Value)}"));

    /// <summary>
    /// Settings for a client (P, C, or * for an administrator's): defaults, over them what a person set, over that what
    /// must be.
    /// </summary>
    internal Dictionary<string, string> For(
        char kind, IReadOnlyDictionary<string, string> defaults, IReadOnlyDictionary<string, string> forced)
    {
        var all = new Dictionary<string, string>(defaults, StringComparer.Ordinal);
        foreach (var (name, value) in _values.Where(pair => KafkaSettingNames.IsOf(kind, pair.Key)))
        {
            all[name] = value;
        }

        foreach (var (name, value) in forced)
        {
            all[name] = value;
        }

        return all;
    }

    static void ReadEnvironment(
        IEnumerable<KeyValuePair<string, string?>> environment, Dictionary<string, string> values)
    {
        var given = environment.Where(pair => pair.Key.StartsWith(VariablePrefix, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key, pair => pair.Value ?? "", StringComparer.Ordinal);
        foreach (var name in KafkaSettingNames.All)
        {
            var variable = Variable(name);
            var isGiven = given.Remove(variable, out var value);
            // sasl.oauthbearer.assertion.file is a setting itself: what is known by its whole name is no file of
            // another.
            if (!given.TryGetValue(variable + FileSuffix, out var path)
                || KafkaSettingNames.All.Any(other => Variable(other) == variable + FileSuffix))
            {
                path = null;
            }
            else if (isGiven)
            {
                throw Wrong($"{variable} and {variable}{FileSuffix} are both set", "leave one of them out");
            }
            else
            {
                given.Remove(variable + FileSuffix);
            }

            if (isGiven || path is not null)
            {
                values[name] = isGiven ? value! : ReadFile(variable + FileSuffix, path!);
            }
        }

        if (given.Count > 0)
        {
            var unknown = given.Keys.Order(StringComparer.Ordinal).First();
            throw Wrong($"{unknown} names no setting of librdkafka", Meant(unknown[VariablePrefix.Length..], Variable));
        }
    }

    static string ReadFile(string variable, string path)
    {
        try
        {
            return File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Wrong($"{variable}: {path} cannot be read: {e.Message}", "name a file that this user may read", e);
        }
    }

    static (string Name, string Value) Split(string pair)
    {
        var at = pair.IndexOf('=', StringComparison.Ordinal);
        // What stands without a name may be a password that slipped: it is not repeated.
        var name = at > 0
            ? pair[..at].Trim()
            : throw Wrong("a setting is name=value", new LogProblem(
                LogFault.NoSettingName, $"for example {ServersName}=127.0.0.1:9092"));
        if (KafkaSettingNames.IsSecret(name))
        {
            throw Wrong(
                $"{name} is a secret, and a command line is seen by everybody on the machine",
                $"give it in {Variable(name)}, or the file that holds it in {Variable(name)}{FileSuffix}");
        }

        return KafkaSettingNames.IsKnown(name)
            ? (name, pair[(at + 1)..].Trim())
            : throw Wrong($"{name}: librdkafka has no such setting", Meant(name, known => known));
    }

    static string Meant(string wrong, Func<string, string> written) => KafkaSettingNames.Nearest(wrong) is { } name
        ? $"did you mean {written(name)}?"
        : "the names are those of CONFIGURATION.md of librdkafka";

    static string Variable(string name) => KafkaSettingNames.Variable(name);

    static LogException Wrong(string message, string remedy, Exception? inner = null) =>
        Wrong(message, new LogProblem(LogFault.Other, remedy), inner);

    static LogException Wrong(string message, LogProblem problem, Exception? inner = null) =>
        new(message, problem, inner) { IsConfiguration = true };
}
