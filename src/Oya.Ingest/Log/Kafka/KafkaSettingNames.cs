namespace Oya.Ingest;

/// <summary>
/// The settings of librdkafka: the names in CONFIGURATION.md of the referenced version, each with P (producer), C
/// (consumer) or * (both). Callbacks are left out, because a user cannot set them.
/// </summary>
static class KafkaSettingNames
{
    static readonly Dictionary<string, char> Kinds = Load();

    /// <summary>
    /// Settings that are passwords or keys. They are never accepted on a command line and never printed.
    /// </summary>
    static readonly HashSet<string> Secrets =
    [
        "sasl.password", "ssl.key.password", "ssl.key.pem", "ssl.keystore.password", "sasl.oauthbearer.client.secret",
        "sasl.oauthbearer.client.credentials.client.secret", "sasl.oauthbearer.config",
        "sasl.oauthbearer.assertion.private.key.passphrase", "sasl.oauthbearer.assertion.private.key.pem",
    ];

    /// <summary>All names.</summary>
    public static IEnumerable<string> All => Kinds.Keys;

    public static bool IsKnown(string name) => Kinds.ContainsKey(name);

    public static bool IsSecret(string name) => Secrets.Contains(name);

    /// <summary>Whether a setting applies to a producer (P), a consumer (C), or both.</summary>
    public static bool IsOf(char kind, string name) =>
        Kinds.GetValueOrDefault(name, '*') is var own && (own == '*' || own == kind);

    /// <summary>
    /// The environment variable of a setting. With <c>_FILE</c> appended, it names a file that holds the value.
    /// </summary>
    public static string Variable(string name) =>
        KafkaSettings.VariablePrefix + name.Replace('.', '_').ToUpperInvariant();

    /// <summary>The known name closest to an unknown one.</summary>
    public static string? Nearest(string wrong)
    {
        var sameLetters = All.FirstOrDefault(name => Letters(name) == Letters(wrong));
        return sameLetters ?? All.FirstOrDefault(name =>
            Letters(wrong).Length > 3 && Letters(name).StartsWith(Letters(wrong)[..^1], StringComparison.Ordinal));
    }

    static string Letters(string name) => new([.. name.Where(char.IsAsciiLetter).Select(char.ToLowerInvariant)]);

    static Dictionary<string, char> Load()
    {
        using var stream = typeof(KafkaSettingNames).Assembly.GetManifestResourceStream("librdkafka-settings.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => parts[1][0], StringComparer.Ordinal);
    }
}
