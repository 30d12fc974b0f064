using Confluent.Kafka;

namespace Oya.Ingest;

/// <summary>An error of librdkafka, to what a person is reported and what is to be done.</summary>
static class KafkaErrorText
{
    /// <summary>What is wrong, or null for what mends itself without being worth a word.</summary>
    /// <param name="error">The error.</param>
    /// <param name="topic">The topic at hand.</param>
    /// <param name="operation">Write or Read.</param>
    /// <param name="settings">The settings at hand.</param>
    public static (string What, LogProblem Problem)? Describe(Error error, string topic, string operation, KafkaSettings settings)
    {
        var principal = settings.Find("sasl.username") is { } user ? $"User:{user}" : "this principal";
        var group = settings.Group ?? KafkaLogOptions.DefaultGroup;
        return error.Code switch
        {
            ErrorCode.Local_AllBrokersDown => (
                $"no broker of {settings.Servers} answers",
                Other("check that it runs, bootstrap.servers and security.protocol")),
            ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed => (
                $"the broker refuses the login of {principal}: {Reason(error)}",
                Other("check sasl.username, sasl.mechanism and the password in "
                    + $"{KafkaSettingNames.Variable("sasl.password")} or "
                    + $"{KafkaSettingNames.Variable("sasl.password")}_FILE")),
            ErrorCode.Local_Ssl => (
                $"no TLS with the broker: {Reason(error)}",
                new(LogFault.Untrusted, "name the CA that signed the broker's certificate in ssl.ca.location,"
                    + " and use a name that is in it")),
            ErrorCode.TopicAuthorizationFailed => MayNot(principal, operation, topic),
            // Who may write nothing at all is refused as a producer, before any topic is named.
            ErrorCode.ClusterAuthorizationFailed when operation == "Write" => MayNot(principal, operation, topic),
            ErrorCode.ClusterAuthorizationFailed => (
                $"{principal} may not do that on the cluster: {Reason(error)}",
                Other("making topics needs the right Create")),
            ErrorCode.GroupAuthorizationFailed => (
                $"{principal} may not read as group {group}",
                new(LogFault.NoRightToGroup, $"give {Quoted(principal)} the right Read on the group {group}")
                {
                    Subject = group, Principal = Quoted(principal), Operation = "Read",
                }),
            ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition
                or ErrorCode.UnknownTopicId => (
                $"there is no topic {topic}, or it may not be seen",
                new(LogFault.NoTopic, $"make the topic {Owner(topic)}") { Subject = Owner(topic) }),
            ErrorCode.MsgSizeTooLarge => (
                $"a message of {topic} is too large for the broker even with one reading",
                Other("raise max.message.bytes of the topic")),
            ErrorCode.Local_MaxPollExceeded or ErrorCode.Local_Transport or ErrorCode.Local_Resolve
                or ErrorCode.Local_TimedOut or ErrorCode.Local_NoOffset or ErrorCode.NotCoordinatorForGroup
                or ErrorCode.GroupCoordinatorNotAvailable or ErrorCode.GroupLoadInProgress => null,
            _ when IsPurged(error.Code) => null,
            _ => ($"Kafka: {Reason(error)} ({error.Code})", Other("it is tried again")),
        };
    }

    /// <summary>Causes that explain why no broker answers: they are told instead of that.</summary>
    public static bool IsCause(ErrorCode code) =>
        code is ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed or ErrorCode.Local_Ssl;

    /// <summary>What messages end with when their producer did: the cause is another error.</summary>
    public static bool IsPurged(ErrorCode code) =>
        code is ErrorCode.Local_PurgeQueue or ErrorCode.Local_PurgeInflight or ErrorCode.Local_Fatal;

    static (string, LogProblem) MayNot(string principal, string operation, string topic) => (
        $"{principal} may not {operation} {topic}",
        new(LogFault.NoRightToTopic, $"give {Quoted(principal)} the rights {operation} and Describe on the topic {topic}")
        {
            Subject = topic, Principal = Quoted(principal), Operation = operation,
        });

    static LogProblem Other(string remedy) => new(LogFault.Other, remedy);

    // That of the dead letters is made with the one whose letters they are.
    static string Owner(string topic) => topic == KafkaTopics.Dead ? KafkaTopics.Readings
        : topic.EndsWith(KafkaTopics.DeadEnding, StringComparison.Ordinal) ? topic[..^KafkaTopics.DeadEnding.Length]
        : topic;

    static string Quoted(string principal) =>
        principal.Contains(' ', StringComparison.Ordinal) ? "User:NAME" : principal;

    // librdkafka puts its thread and how long it took around the words of the broker.
    static string Reason(Error error)
    {
        var text = error.Reason;
        var after = text.LastIndexOf(" (after ", StringComparison.Ordinal);
        return after > 0 ? text[..after] : text;
    }
}
