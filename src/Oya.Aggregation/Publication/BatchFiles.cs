using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>
/// The folder of a batch: curves.csv, daily.csv, manifest.json. Written beside its place and moved there whole, so that
/// whoever looks sees all of it or nothing; the same batch gives the same bytes.
/// </summary>
sealed class BatchFiles(PublicationOptions options)
{
    const string CurvesHeader =
        "Identifiant PRM;Date de début;Date de fin;Grandeur physique;Grandeur métier;Etape métier;Unité;"
        + "Horodate;Valeur;Nature;Pas;Indice de vraisemblance;Etat complémentaire";

    const string DailyHeader = "usage_point,meter,day,wh_drawn,wh_injected,wh_by_register,complete,revision";

    const string Curves = "curves.csv", Daily = "daily.csv", ManifestName = "manifest.json";

    static readonly string[] Names = [Curves, Daily, ManifestName];

    static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string FolderOf(ReleaseBatch batch) => Path.Combine(options.Folder, batch.Id);

    /// <summary>Writes the folder, in the place of one that is there.</summary>
    public void Write(ReleaseBatch batch, IReadOnlyList<ReleaseItem> items, IReadOnlyList<DailyEnergy> daily)
    {
        var folder = FolderOf(batch);
        var beside = $"{folder}.writing";
        CheckOurs(folder);
        Remove(beside);
        CreatePrivate(beside);
        var files = new[]
        {
            WriteFile(beside, Curves, CurvesHeader, items.SelectMany(item => CurveRows(batch.Day, item))),
            WriteFile(beside, Daily, DailyHeader, daily.Select(DailyRow)),
        };
        var manifest = new Manifest(
            batch.Id, batch.Kind, batch.Day.ToString(), batch.Revision, batch.Sequence, batch.Recipient,
            batch.SealedAt!.Value.ToParisString(), new(batch.Ledger.Count, batch.Ledger.Hash), files, items.Count,
            batch.Withheld);
        WriteAll(Path.Combine(beside, ManifestName), stream =>
        {
            JsonSerializer.Serialize(stream, manifest, Json);
            stream.WriteByte((byte)'\n');
        });
        Remove(folder);
        Directory.Move(beside, folder);
    }

    static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            CheckOurs(folder);
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A folder that holds anything else than a batch was not written here, and is not removed.</summary>
    static void CheckOurs(string folder)
    {
        if (Directory.Exists(folder)
            && new DirectoryInfo(folder).EnumerateFileSystemInfos().FirstOrDefault(
                entry => entry is DirectoryInfo || !Names.Contains(entry.Name)) is { } foreign)
        {
            throw new ForeignFolderException(folder, foreign.Name);
        }
    }

    IEnumerable<string> CurveRows(ParisDay day, ReleaseItem item)
    {
        var i = 0;
        foreach (var half in day.HalfHours)
        {
            var point = item.Points[i++];
            if (point.Watts is { } watts)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{item.UsagePoint.ToDigits()};{day};{day.Next};PA;CONS;BRUT;W;{Horodate(half)};{watts};{point.Nature};PT30M;{point.Iv};{point.Ec}");
            }
        }
    }

    // The half-hour is named by its end (flux R63, "horodate finissante").
    string Horodate(HalfHour half) => options.Dialect == CsvDialect.Oya
        ? half.End.ToParisString()
        : half.End.InParis().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    static string DailyRow(DailyEnergy energy) => string.Create(
        CultureInfo.InvariantCulture,
        $"{energy.Owner.Key},{energy.Meter.ToDigits()},{energy.Day},{energy.DrawnWh},{energy.InjectedWh},{energy.ByRegisterText},{(energy.Complete ? "true" : "false")},{energy.Revision}");

    static ManifestFile WriteFile(string folder, string name, string header, IEnumerable<string> rows)
    {
        var count = 0;
        var path = Path.Combine(folder, name);
        WriteAll(path, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            writer.WriteLine(header);
            foreach (var row in rows)
            {
                writer.WriteLine(row);
                count++;
            }
        });
        return new(name, count, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
    }

    /// <summary>Half-hours of households: the folder is its owner's alone.</summary>
    static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(
                folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    static void WriteAll(string path, Action<FileStream> write)
    {
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        write(stream);
        stream.Flush(flushToDisk: true);
    }

    sealed record Manifest(
        string Batch, string Kind, string Day, int Revision, int Sequence, string Recipient, string SealedAt,
        ManifestLedger Ledger, IReadOnlyList<ManifestFile> Files, int Released,
        IReadOnlyDictionary<string, int> Withheld);

    sealed record ManifestLedger(long Count, string Hash);

    sealed record ManifestFile(string Name, int Rows, string Sha256);
}
