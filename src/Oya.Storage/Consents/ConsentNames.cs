namespace Oya.Storage;

/// <summary>
/// The stored names of kinds and acts of consent, which are also those of the command line and of files.
/// </summary>
static class ConsentNames
{
#pragma warning disable CA1308 // The names are lower-case.
    public static string GetName(ConsentKind kind) => kind.ToString().ToLowerInvariant();

    public static string GetName(ConsentAct act) => act.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    public static ConsentKind Kind(string name) => Enum.Parse<ConsentKind>(name, ignoreCase: true);

    public static ConsentAct Act(string name) => Enum.Parse<ConsentAct>(name, ignoreCase: true);
}
