namespace Oya.Ingest;

/// <summary>
/// How to reach Kafka: settings of librdkafka by their names, from <c>-X name=value</c> and from the environment
/// (<c>OYA_KAFKA_SASL_PASSWORD</c> for <c>sasl.password</c>, <c>OYA_KAFKA_SASL_PASSWORD_FILE</c> for a file that
/// holds it). Settings that could lose or reorder readings cannot be changed. This class never writes a secret into a
/// text.
/// </summary>
public sealed class KafkaSettings
{
    /// <summary>The prefix of the environment variables.</summary>
    public const string VariablePrefix = "OYA_KAFKA_";

    const string FileSuffix = "_FILE", ServersName = "bootstrap.servers";

    readonly Dictionary<string, string> _values;

    KafkaSettings(Dictionary<string, string> values) => _values = values;

    /// <summary>The bootstrap brokers.</summary>
    public string Servers => _values[ServersName];

    /// <summary>The consumer group, if one is set.</summary>
    public string? Group => Find("group.id");

    /// <summary>Reads settings. The command line takes precedence over the environment.</summary>
    /// <param name="pairs"><c>name=value</c>, as given to <c>-X</c>.</param>
    /// <param name="environment">Environment variables; those without <see cref="VariablePrefix"/> are ignored.</param>
    /// <exception cref="LogException">
    /// A setting is unknown, cannot be changed, is a secret on the command line, or is missing.
    /// </exception>
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
            : throw Invalid("no Kafka broker is named", new LogProblem(
                LogFault.NoServers, $"give {ServersName}, or {Variable(ServersName)}"));
    }

    /// <summary>A setting, or null when it is not given.</summary>
    public string? Find(string name) => _values.GetValueOrDefault(name);

    /// <summary>Replaces the secrets in a text by stars.</summary>
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
    /// The settings of a client (P, C, or * for an admin client): the defaults, then the user's settings, then the
    /// forced settings.
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
            // sasl.oauthbearer.assertion.file is a setting of its own: a variable that is a known name is not the
            // file of another setting.
            if (!given.TryGetValue(variable + FileSuffix, out var path)
                || KafkaSettingNames.All.Any(other => Variable(other) == variable + FileSuffix))
            {
                path = null;
            }
            else if (isGiven)
            {
                throw Invalid($"{variable} and {variable}{FileSuffix} are both set", "leave one of them out");
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
            throw Invalid(
                $"{unknown} is not the name of a librdkafka setting",
                Suggestion(unknown[VariablePrefix.Length..], Variable));
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
            throw Invalid($"{variable}: {path} cannot be read: {e.Message}", "name a file that this user may read", e);
        }
    }

    static (string Name, string Value) Split(string pair)
    {
        var at = pair.IndexOf('=', StringComparison.Ordinal);
        // A text without a name may be a password passed by mistake, so it is not repeated.
        var name = at > 0
            ? pair[..at].Trim()
            : throw Invalid("a setting must be name=value", new LogProblem(
                LogFault.NoSettingName, $"for example {ServersName}=127.0.0.1:9092"));
        if (KafkaSettingNames.IsSecret(name))
        {
            throw Invalid(
                $"{name} is a secret, and every user of the machine can see a command line",
                $"give it in {Variable(name)}, or the file that holds it in {Variable(name)}{FileSuffix}");
        }

        return KafkaSettingNames.IsKnown(name)
            ? (name, pair[(at + 1)..].Trim())
            : throw Invalid($"{name}: librdkafka has no such setting", Suggestion(name, known => known));
    }

    static string Suggestion(string wrong, Func<string, string> written) => KafkaSettingNames.Nearest(wrong) is { } name
        ? $"did you mean {written(name)}?"
        : "the names are those of CONFIGURATION.md of librdkafka";

    static string Variable(string name) => KafkaSettingNames.Variable(name);

    static LogException Invalid(string message, string remedy, Exception? inner = null) =>
        Invalid(message, new LogProblem(LogFault.Other, remedy), inner);

    static LogException Invalid(string message, LogProblem problem, Exception? inner = null) =>
        new(message, problem, inner) { IsConfiguration = true };
}
