namespace Oya.Ingest;

/// <summary>What to do about something wrong with a log.</summary>
/// <param name="Fault">What is wrong, for a program that has better words than <paramref name="Remedy"/>.</param>
/// <param name="Remedy">What to do, whatever program this is part of.</param>
public sealed record LogProblem(LogFault Fault, string Remedy)
{
    /// <summary>The topic or the group that it is about.</summary>
    public string? Subject { get; init; }

    /// <summary>Who is refused: <c>User:NAME</c>.</summary>
    public string? Principal { get; init; }

    /// <summary>What is refused: Read or Write.</summary>
    public string? Operation { get; init; }
}

/// <summary>What can be wrong with a log, where what to do depends on how the program is called.</summary>
public enum LogFault
{
    /// <summary>The remedy says all.</summary>
    Other,

    /// <summary>Nothing says where the brokers are.</summary>
    NoServers,

    /// <summary>A setting is given without its name.</summary>
    NoSettingName,

    /// <summary>A setting has a value that the client refuses.</summary>
    RefusedSetting,

    /// <summary>The certificate of the broker is not trusted.</summary>
    Untrusted,

    /// <summary>There is no such topic, or it may not be seen.</summary>
    NoTopic,

    /// <summary>The right to a topic is missing.</summary>
    NoRightToTopic,

    /// <summary>The right to a group is missing.</summary>
    NoRightToGroup,

    /// <summary>What was not foreseen.</summary>
    Unexpected,
}
