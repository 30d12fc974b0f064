namespace Oya.Storage;

/// <summary>The state of the schema of a database.</summary>
/// <param name="Server">The version of PostgreSQL.</param>
/// <param name="Timescale">The version of TimescaleDB in this database; null for plain tables.</param>
/// <param name="License">The edition of TimescaleDB: <c>apache</c> or <c>timescale</c>; null without it.</param>
/// <param name="Applied">The applied scripts, in order.</param>
/// <param name="Pending">The scripts that are not applied yet, in order.</param>
public sealed record SchemaStatus(
    string Server, string? Timescale, string? License, IReadOnlyList<string> Applied, IReadOnlyList<string> Pending);
