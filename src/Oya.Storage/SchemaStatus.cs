namespace Oya.Storage;

/// <summary>Where the schema of a database stands.</summary>
/// <param name="Server">Version of PostgreSQL.</param>
/// <param name="Timescale">Version of TimescaleDB in this database; null: plain tables.</param>
/// <param name="License">Edition of TimescaleDB: <c>apache</c> or <c>timescale</c>; null without it.</param>
/// <param name="Applied">Scripts that the database has, in order.</param>
/// <param name="Pending">Scripts that it has not, in order.</param>
public sealed record SchemaStatus(
    string Server, string? Timescale, string? License, IReadOnlyList<string> Applied, IReadOnlyList<string> Pending);
