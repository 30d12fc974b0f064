using Oya.Cli.Output;
using Oya.Teleinfo;

namespace Oya.Cli.Captures;

/// <summary>One row a frame, with its main values.</summary>
sealed class FrameRows(DecodeSettings settings, RowWriter rows) : DecodeHandler(settings, rows)
{
    public static IReadOnlyList<Column> Columns(bool severalFiles, bool withAnomalies) =>
    [
        new("file") { NotInTable = !severalFiles },
        new("offset", ColumnType.Integer),
        new("frame", ColumnType.Integer),
        new("meter", ColumnType.Identifier),
        new("prm", ColumnType.Identifier) { NotInTable = true },
        new("mode"),
        new("at", ColumnType.Instant),
        new("end"),
        new("valid", ColumnType.Boolean),
        new("groups", ColumnType.Integer),
        new("refused", ColumnType.Integer),
        new("drawn_wh", ColumnType.Integer, "Wh") { Title = "drawn" },
        new("injected_wh", ColumnType.Integer, "Wh") { Title = "injected", NotInTable = true },
        new("register", ColumnType.Integer),
        new("va", ColumnType.Integer, "VA") { Title = "power" },
        new("injected_va", ColumnType.Integer, "VA") { NotInTable = true },
        new("a1", ColumnType.Integer, "A") { NotInTable = true },
        new("a2", ColumnType.Integer, "A") { NotInTable = true },
        new("a3", ColumnType.Integer, "A") { NotInTable = true },
        new("v1", ColumnType.Integer, "V") { NotInTable = true },
        new("v2", ColumnType.Integer, "V") { NotInTable = true },
        new("v3", ColumnType.Integer, "V") { NotInTable = true },
        new("doubt") { NotInTable = !withAnomalies },
        new("doubt_label") { NotInTable = !withAnomalies },
    ];

    protected override void Write(in TicFrame frame, Reading? reading)
    {
        var summary = frame.Summary;
        var energy = reading?.Energy ?? default;
        var anomaly = History.Check(frame, frame.Time, out var label);
        Rows.Write(
            File, summary.Offset, summary.Ordinal, reading?.Meter.ToDigits(), reading?.Prm?.ToDigits(),
            GroupText.Describe(frame.Mode), frame.Time, GetEnd(summary.End), summary.IsValid,
            summary.ValidGroups, summary.InvalidGroups,
            energy.ImportWh, energy.ExportWh,
            reading is { CurrentRegister: > 0 } known ? (int?)known.CurrentRegister : null,
            reading?.ImportVa, reading?.ExportVa,
            reading?.Amperes.Phase1, reading?.Amperes.Phase2, reading?.Amperes.Phase3,
            reading?.Volts.Phase1, reading?.Volts.Phase2, reading?.Volts.Phase3,
            GroupText.Describe(anomaly), LabelForm.Find(label)?.Name);
    }

    static string GetEnd(FrameEnd end) => end switch
    {
        FrameEnd.Complete => "complete",
        FrameEnd.Interrupted => "interrupted",
        _ => "truncated",
    };
}
