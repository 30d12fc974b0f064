namespace Oya.Storage;

/// <summary>How the tables name what was removed.</summary>
static class PurgeNames
{
    public const string Retention = "retention";

    public static string GetName(RetainedData what) => what switch
    {
        RetainedData.Reading => "reading",
        RetainedData.LoadCurve => "load_curve",
        RetainedData.ReleaseItem => "release_item",
        _ => "daily_energy",
    };

    public static RetainedData Parse(string name) => name switch
    {
        "reading" => RetainedData.Reading,
        "load_curve" => RetainedData.LoadCurve,
        "release_item" => RetainedData.ReleaseItem,
        _ => RetainedData.DailyEnergy,
    };
}
