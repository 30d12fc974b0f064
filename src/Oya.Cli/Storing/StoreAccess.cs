using Oya.Storage;

namespace Oya.Cli.Storing;

/// <summary>The store of a command.</summary>
static class StoreAccess
{
    /// <summary>Opens the store, and makes it when it is not there.</summary>
    public static Stores OpenStores(this CommandContext context) => Stores.Open(context.Store);

    /// <summary>Opens the store of a command that only looks: one that is not there is a mistake.</summary>
    public static Stores OpenExistingStores(this CommandContext context) =>
        StoreSchema.IsDatabase(context.Store) || File.Exists(context.Store)
            ? Stores.Open(context.Store)
            : throw new OyaException(
                ExitCode.Usage, $"there is no store {context.Store}",
                "oya replay makes one; or name another with --store");
}
