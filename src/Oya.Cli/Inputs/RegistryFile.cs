using Oya.Storage;

namespace Oya.Cli.Inputs;

/// <summary>A registry in a CSV file.</summary>
static class RegistryFile
{
    public static readonly IReadOnlyList<string> Columns =
        ["usage_point", "meter", "holder", "from", "to", "kva", "offer"];

    public static IReadOnlyList<RegistryEntry> Read(string path)
    {
        using var csv = CsvInput.Open(path, Columns);
        var entries = new List<RegistryEntry>();
        while (csv.Read())
        {
            entries.Add(new(
                csv.Prm("usage_point"), csv.Meter("meter"), csv.Text("holder"), csv.Instant("from"),
                csv.OptionalInstant("to"), csv.Number("kva"), csv.Text("offer")));
        }

        return entries;
    }
}
