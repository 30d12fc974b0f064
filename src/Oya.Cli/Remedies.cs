using Oya.Aggregation;
using Oya.Ingest;
using Oya.Simulation;
using Oya.Storage;

namespace Oya.Cli;

/// <summary>
/// What to do about what the libraries report, in the words of this command line, which they do not know. Null: the
/// message says it.
/// </summary>
static class Remedies
{
    const string Acls = "give the right: kafka-acls.sh --add --allow-principal";

    public static string Get(CaptureProblem problem) => problem switch
    {
        CaptureProblem.NotFound => "check the path; - reads the standard input",
        CaptureProblem.IsDirectory => "name the captures in it, for instance with *",
        CaptureProblem.NoPermission => "ask for the right to read it, or copy it",
        CaptureProblem.Damaged => "what comes before was read; fetch the file again for the rest",
        CaptureProblem.NoStart =>
            "say when the capture begins with --start, for example --start 2026-01-15T00:00:00+01:00",
        CaptureProblem.NoStep => "give the time between two frames of a meter with --step, for example --step 60s",
        _ => "check that it is a readable file",
    };

    public static string Get(ConsentException refused) => Get(refused.Problem) switch
    {
        _ when refused is { Latest: { } latest, IsOfImport: false } => $"give an end before {latest.ToParisString()}",
        var remedy => refused.IsOfImport ? $"{remedy}; nothing was imported" : remedy,
    };

    public static string? Get(SimulationProblem problem) => problem switch
    {
        SimulationProblem.NoFirstDay => "give --from yyyy-MM-dd, or a curve to play",
        SimulationProblem.JitterTooLong => "give a shorter --jitter, or a longer --every",
        _ => null,
    };

    public static string? Get(StoreProblem problem) => problem switch
    {
        StoreProblem.NoAddress => "write --store 'Host=db;Database=oya;Username=oya' or postgresql://oya@db/oya, "
            + "and the password in PGPASSWORD or ~/.pgpass",
        StoreProblem.CannotOpen => "give another path with --store",
        StoreProblem.NeedsMigration => "bring it up to date with oya db migrate",
        StoreProblem.LaterVersion => "upgrade oya",
        _ => null,
    };

    public static string Get(LogProblem problem) => problem.Fault switch
    {
        LogFault.NoServers => "give -X bootstrap.servers=HOST:PORT, or OYA_KAFKA_BOOTSTRAP_SERVERS",
        LogFault.NoSettingName => "for example -X bootstrap.servers=127.0.0.1:9092",
        LogFault.RefusedSetting => "mend the setting (-X or OYA_KAFKA_…)",
        LogFault.Untrusted => "name the CA that signed the broker's certificate with -X ssl.ca.location=FILE,"
            + " and use a name that is in it",
        LogFault.NoTopic => problem.Subject is null or KafkaTopics.Readings
            ? "make it with oya topics create"
            : $"make it with oya topics create --topic {problem.Subject}",
        LogFault.NoRightToTopic => $"{Acls} {problem.Principal} --operation {problem.Operation} --operation Describe "
            + $"--topic {problem.Subject}",
        LogFault.NoRightToGroup =>
            $"{Acls} {problem.Principal} --operation {problem.Operation} --group {problem.Subject}",
        LogFault.Unexpected => "-v shows where it came from",
        _ => problem.Remedy,
    };

    static string Get(ConsentProblem problem) => problem switch
    {
        ConsentProblem.NoHolder => "make it known with oya registry import FILE.csv",
        ConsentProblem.AnotherHolder => "the consent that counts is the holder's; see oya registry list",
        ConsentProblem.NothingToWithdraw => "see oya consent status",
        ConsentProblem.NotPast => "an import brings in what has happened; use oya consent activate",
        ConsentProblem.NoReference => "fill the column reference",
        ConsentProblem.EntryEndsEarly => "mend the column to",
        ConsentProblem.EntriesOverlap => "end the earlier entry with its column to",
        _ => "mend the column expires",
    };
}
