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
/// Writes the folder of a batch: curves.csv, daily.csv, manifest.json. It is written under a temporary name and then
/// renamed, so a reader sees a complete folder or none. The same batch gives the same bytes.
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

    public string GetFolder(ReleaseBatch batch) => Path.Combine(options.Folder, batch.Id);

    /// <summary>Writes the folder. It replaces an existing one.</summary>
    public void Write(ReleaseBatch batch, IReadOnlyList<ReleaseItem> items, IReadOnlyList<DailyEnergy> daily)
    {
        var folder = GetFolder(batch);
        var temporary = $"{folder}.writing";
        CheckOurs(folder);
        Remove(temporary);
        CreatePrivate(temporary);
        var files = new[]
        {
            WriteFile(temporary, Curves, CurvesHeader, items.SelectMany(item => CurveRows(batch.Day, item))),
            WriteFile(temporary, Daily, DailyHeader, daily.Select(DailyRow)),
        };
        var manifest = new Manifest(
            batch.Id, batch.Kind, batch.Day.ToString(), batch.Revision, batch.Sequence, batch.Recipient,
            batch.SealedAt!.Value.ToParisString(), new(batch.Ledger.Count, batch.Ledger.Hash), files, items.Count,
            batch.Withheld);
        WriteAll(Path.Combine(temporary, ManifestName), stream =>
        {
            JsonSerializer.Serialize(stream, manifest, Json);
            stream.WriteByte((byte)'\n');
        });
        Remove(folder);
        Directory.Move(temporary, folder);
    }

    static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            CheckOurs(folder);
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A folder that holds other files than those of a batch is not removed.</summary>
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
        foreach (var halfHour in day.HalfHours)
        {
            var point = item.Points[i++];
            if (point.Watts is { } watts)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{item.UsagePoint.ToDigits()};{day};{day.Next};PA;CONS;BRUT;W;{Horodate(halfHour)};{watts};{point.Nature};PT30M;{point.Iv};{point.Ec}");
            }
        }
    }

    // A half-hour is identified by its end (flux R63, "horodate finissante").
    string Horodate(HalfHour halfHour) => options.Dialect == CsvDialect.Oya
        ? halfHour.End.ToParisString()
        : halfHour.End.InParis().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    static string DailyRow(DailyEnergy energy) => string.Create(
        CultureInfo.InvariantCulture,
        $"{energy.Owner.Key},{energy.Meter.ToDigits()},{energy.Day},{energy.ImportWh},{energy.ExportWh},{energy.ByRegisterText},{(energy.Complete ? "true" : "false")},{energy.Revision}");

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

    /// <summary>Only the owner can access the folder: it holds half-hours of households.</summary>
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
