namespace Oya.Storage;

/// <summary>How the tables name what was removed.</summary>
static class PurgeNames
{
    public const string Retention = "retention";

    public static string Of(KeptData what) => what switch
    {
        KeptData.Reading => "reading",
        KeptData.LoadCurve => "load_curve",
        KeptData.ReleaseItem => "release_item",
        _ => "daily_energy",
    };

    public static KeptData Parse(string name) => name switch
    {
        "reading" => KeptData.Reading,
        "load_curve" => KeptData.LoadCurve,
        "release_item" => KeptData.ReleaseItem,
        _ => KeptData.DailyEnergy,
    };
}
