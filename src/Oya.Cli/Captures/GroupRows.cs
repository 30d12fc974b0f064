using Oya.Cli.Output;
using Oya.Teleinfo;

namespace Oya.Cli.Captures;

/// <summary>One row a group.</summary>
sealed class GroupRows(DecodeSettings settings, RowWriter rows) : DecodeHandler(settings, rows)
{
    public static IReadOnlyList<Column> Columns(bool severalFiles, bool withFaults) =>
    [
        new("file") { NotInTable = !severalFiles },
        new("offset", ColumnType.Integer) { NotInTable = !withFaults },
        new("frame", ColumnType.Integer),
        new("meter", ColumnType.Identifier),
        new("at", ColumnType.Instant),
        new("label") { Min = 10 },
        new("value", ColumnType.TextOrInteger) { Min = 16 },
        new("unit"),
        new("horodate") { Min = 22 },
        new("meaning"),
        new("fault") { NotInTable = !withFaults },
    ];

    protected override void Write(in TicFrame frame, Reading? reading)
    {
        foreach (var group in frame.Groups)
        {
            if (IsDone)
            {
                return;
            }

            if (group.IsValid ? Settings.Wants(group.Label) : Settings.ShowInvalid)
            {
                Write(group, frame.Summary.Ordinal, reading?.Meter.ToDigits(), frame.Time);
            }
        }
    }

    void Write(in TicGroup group, long ordinal, string? meter, Instant? at)
    {
        var isNamed = group.Form is null && !group.Name.IsEmpty;
        Rows.Write(
            File, group.Offset, ordinal, meter, at,
            isNamed ? GroupText.Printable(group.Name) : group.Form?.Name,
            group.IsValid ? GetValue(group) : GroupText.Printable(group.Raw),
            group.Form?.Unit is { Length: > 0 } unit ? unit : null,
            group.IsValid ? GroupText.Horodate(group, Settings.ForPerson) : null,
            group.Form?.Meaning, GroupText.Describe(group.Fault));
    }

    Cell GetValue(in TicGroup group) =>
        Settings.MasksIdentifiers && group.Label is (TicLabel.ADCO or TicLabel.ADSC or TicLabel.PRM)
            ? TableText.Mask(group.DataText)
            : GroupText.Value(group);
}
