using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Oya.Benchmarks;

/// <summary>
/// The columns of the results: bytes and frames a second, and the ratio to copying the same bytes.
/// </summary>
public sealed class DecodeConfig : ManualConfig
{
    /// <summary>The benchmark that the others are compared with.</summary>
    public const string Memcpy = "memcpy";

    public DecodeConfig()
    {
        AddColumn(
            new RateColumn("GB/s", "Bytes a second, 10⁹", (summary, one) => BytesPerSecond(summary, one) / 1e9),
            new RateColumn("M frames/s", "Frames in them, 10⁶", FramesPerSecond),
            new RateColumn("× memcpy", "Bytes a second, by those that memcpy copies", Ratio));
        HideColumns(Column.Error, Column.StdDev, Column.Median, Column.Gen0, Column.Gen1, Column.Gen2);
    }

    static double? BytesPerSecond(Summary summary, BenchmarkCase one)
    {
        var bytes = one.Descriptor.WorkloadMethod.GetCustomAttribute<BytesAttribute>()!.Count;
        return bytes / (summary[one]?.ResultStatistics?.Mean / 1e9);
    }

    static double? FramesPerSecond(Summary summary, BenchmarkCase one) =>
        BytesPerSecond(summary, one) * Streams.FramesPerByte((string)one.Parameters["Stream"]) / 1e6;

    static double? Ratio(Summary summary, BenchmarkCase one)
    {
        var memcpy = summary.BenchmarksCases.FirstOrDefault(other =>
            Equals(other.Parameters["Stream"], one.Parameters["Stream"])
            && other.Job.ResolvedId == one.Job.ResolvedId
            && other.Descriptor.WorkloadMethodDisplayInfo == Memcpy);
        return memcpy is null ? null : BytesPerSecond(summary, one) / BytesPerSecond(summary, memcpy);
    }

    sealed class RateColumn(string name, string legend, Func<Summary, BenchmarkCase, double?> value) : IColumn
    {
        public string Id => $"{nameof(RateColumn)}.{name}";

        public string ColumnName => name;

        public bool AlwaysShow => true;

        public ColumnCategory Category => ColumnCategory.Custom;

        public int PriorityInCategory => 0;

        public bool IsNumeric => true;

        public UnitType UnitType => UnitType.Dimensionless;

        public string Legend => legend;

        public bool IsAvailable(Summary summary) => true;

        public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
            value(summary, benchmarkCase)?.ToString("F2", CultureInfo.InvariantCulture) ?? "-";

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
            GetValue(summary, benchmarkCase);
    }
}
