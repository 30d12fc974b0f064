using Oya.Aggregation;
using Oya.Storage;

namespace Oya.Cli.Inputs;

/// <summary>Acts of consent in a CSV file.</summary>
static class ConsentFile
{
    public static readonly IReadOnlyList<string> Columns =
        ["usage_point", "holder", "kind", "event", "at", "expires", "reference"];

    public static IReadOnlyList<ConsentImport> Read(string path)
    {
        using var csv = CsvInput.Open(path, Columns);
        var acts = new List<ConsentImport>();
        while (csv.Read())
        {
            acts.Add(new(
                csv.Prm("usage_point"), csv.Text("holder"), csv.Enumeration<ConsentKind>("kind"),
                csv.Enumeration<ConsentAct>("event"), csv.Instant("at"), csv.OptionalInstant("expires"), csv.Text("reference"))
            {
                Place = csv.Place,
            });
        }

        return acts;
    }
}
