namespace Oya.Storage;

/// <summary>The names of removed data in the tables.</summary>
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
