using Confluent.Kafka;

namespace Oya.Ingest;

/// <summary>Describes an error of librdkafka: what is reported to a person, and what to do.</summary>
static class KafkaErrorText
{
    /// <summary>What is wrong, or null for an error that recovers by itself and is not worth reporting.</summary>
    /// <param name="error">The error.</param>
    /// <param name="topic">The topic in use.</param>
    /// <param name="operation">Write or Read: an operation of Kafka's ACLs.</param>
    /// <param name="settings">The settings in use.</param>
    public static (string What, LogProblem Problem)? Describe(
        Error error, string topic, string operation, KafkaSettings settings)
    {
        var principal = settings.Find("sasl.username") is { } user ? $"User:{user}" : "this principal";
        var group = settings.Group ?? KafkaLogOptions.DefaultGroup;
        return error.Code switch
        {
            ErrorCode.Local_AllBrokersDown => (
                $"no broker of {settings.Servers} answers",
                Other("check that it runs, bootstrap.servers and security.protocol")),
            ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed => (
                $"the broker rejects the login of {principal}: {Reason(error)}",
                Other("check sasl.username, sasl.mechanism and the password in "
                    + $"{KafkaSettingNames.Variable("sasl.password")} or "
                    + $"{KafkaSettingNames.Variable("sasl.password")}_FILE")),
            ErrorCode.Local_Ssl => (
                $"the TLS connection to the broker failed: {Reason(error)}",
                new(LogFault.Untrusted, "name the CA that signed the broker's certificate in ssl.ca.location,"
                    + " and use a name that is in it")),
            ErrorCode.TopicAuthorizationFailed => Unauthorized(principal, operation, topic),
            // A principal that may write nothing at all is already rejected as a producer, before any topic is named.
            ErrorCode.ClusterAuthorizationFailed when operation == "Write" => Unauthorized(principal, operation, topic),
            ErrorCode.ClusterAuthorizationFailed => (
                $"{principal} may not do that on the cluster: {Reason(error)}",
                Other("creating topics needs the right Create")),
            ErrorCode.GroupAuthorizationFailed => (
                $"{principal} may not read as group {group}",
                new(LogFault.NoRightToGroup, $"give {PrincipalArgument(principal)} the right Read on the group {group}")
                {
                    Subject = group, Principal = PrincipalArgument(principal), Operation = "Read",
                }),
            ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition
                or ErrorCode.UnknownTopicId => (
                $"topic {topic} does not exist, or {principal} may not see it",
                new(LogFault.NoTopic, $"create the topic {Owner(topic)}") { Subject = Owner(topic) }),
            ErrorCode.MsgSizeTooLarge => (
                $"a message of {topic} is too large for the broker even with one reading",
                Other("raise max.message.bytes of the topic")),
            ErrorCode.Local_MaxPollExceeded or ErrorCode.Local_Transport or ErrorCode.Local_Resolve
                or ErrorCode.Local_TimedOut or ErrorCode.Local_NoOffset or ErrorCode.NotCoordinatorForGroup
                or ErrorCode.GroupCoordinatorNotAvailable or ErrorCode.GroupLoadInProgress => null,
            _ when IsPurged(error.Code) => null,
            _ => ($"Kafka: {Reason(error)} ({error.Code})", Other("the client tries again")),
        };
    }

    /// <summary>Causes that explain why no broker answers. They are reported instead of that error.</summary>
    public static bool IsCause(ErrorCode code) =>
        code is ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed or ErrorCode.Local_Ssl;

    /// <summary>The error of messages whose producer ended. Another error holds the cause.</summary>
    public static bool IsPurged(ErrorCode code) =>
        code is ErrorCode.Local_PurgeQueue or ErrorCode.Local_PurgeInflight or ErrorCode.Local_Fatal;

    static (string, LogProblem) Unauthorized(string principal, string operation, string topic) => (
        $"{principal} may not {operation} {topic}",
        new(LogFault.NoRightToTopic, $"give {PrincipalArgument(principal)} the rights {operation} and Describe on the topic {topic}")
        {
            Subject = topic, Principal = PrincipalArgument(principal), Operation = operation,
        });

    static LogProblem Other(string remedy) => new(LogFault.Other, remedy);

    // The dead-letter topic is created together with its topic.
    static string Owner(string topic) => topic == KafkaTopics.Dead ? KafkaTopics.Readings
        : topic.EndsWith(KafkaTopics.DeadEnding, StringComparison.Ordinal) ? topic[..^KafkaTopics.DeadEnding.Length]
        : topic;

    static string PrincipalArgument(string principal) =>
        principal.Contains(' ', StringComparison.Ordinal) ? "User:NAME" : principal;

    // librdkafka puts its thread name and the elapsed time around the text of the broker.
    static string Reason(Error error)
    {
        var text = error.Reason;
        var after = text.LastIndexOf(" (after ", StringComparison.Ordinal);
        return after > 0 ? text[..after] : text;
    }
}
