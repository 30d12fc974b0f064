using Oya.Storage;

namespace Oya.Cli.Output;

/// <summary>Says what may not be written over: what the command reads, a store, a folder.</summary>
/// <param name="inputs">Files that the command reads.</param>
/// <param name="store">The store of the command.</param>
sealed class OutputGuard(IReadOnlyCollection<string> inputs, string store)
{
    const string Another = "choose another file";

    // What SQLite keeps beside a store; a foreign file in such a place is taken for its own.
    static readonly string[] Companions = ["", "-wal", "-shm", "-journal"];

    /// <exception cref="OyaException">It may not be written.</exception>
    public void Check(OutputPlace place)
    {
        if (place.IsFolder)
        {
            throw Refused(place, "it is a folder", "name a file in it");
        }

        if (!place.HoldsBytes)
        {
            return;
        }

        if (inputs.FirstOrDefault(place.IsSameAs) is { } input)
        {
            throw Refused(place, input == place.Path ? "this command reads it" : $"it is {input}, which this command reads", Another);
        }

        if (!StoreSchema.IsDatabase(store) && Companions.Any(ending => place.IsSameAs(RealPath.Of(store) + ending)))
        {
            throw Refused(place, $"it belongs to the store {store}", Another);
        }

        if (Companions.Any(ending => place.Real.EndsWith(ending, StringComparison.Ordinal)
            && IsDatabase(place.Real[..^ending.Length])))
        {
            throw Refused(place, "it belongs to a database, as a store is one", Another);
        }
    }

    static bool IsDatabase(string path)
    {
        var first = new byte[16];
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
            file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
            return first.AsSpan().SequenceEqual("SQLite format 3\0"u8);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be read is no store of this person.
            return false;
        }
    }

    static OyaException Refused(OutputPlace place, string why, string remedy) =>
        new(ExitCode.Usage, $"cannot write '{place.Path}': {why}", remedy);
}
