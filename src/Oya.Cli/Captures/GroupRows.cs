using Oya.Cli.Output;
using Oya.Teleinfo;

namespace Oya.Cli.Captures;

/// <summary>
/// One row a group. A group comes before its frame has said whose it is and when, so those of one frame wait for it.
/// </summary>
sealed class GroupRows(DecodeSettings settings, RowWriter rows) : DecodeHandler(settings, rows)
{
    readonly List<WaitingGroup> _waiting = [];

    public static IReadOnlyList<Column> Columns(bool severalFiles, bool withFaults) =>
    [
        new("file") { NotInTable = !severalFiles },
        new("offset", ColumnType.Integer) { NotInTable = !withFaults },
        new("frame", ColumnType.Integer),
        new("meter", ColumnType.Identifier),
        new("at", ColumnType.Instant),
        new("label") { Least = 10 },
        new("value", ColumnType.TextOrInteger) { Least = 16 },
        new("unit"),
        new("horodate") { Least = 22 },
        new("meaning"),
        new("fault") { NotInTable = !withFaults },
    ];

    protected override void Add(in TicGroup group)
    {
        if (group.IsRight ? Settings.Wants(group.Label) : Settings.Refused)
        {
            var isUnknown = group.Label == TicLabel.Unknown;
            _waiting.Add(new(
                group.Offset, group.Form,
                isUnknown && !group.Name.IsEmpty ? GroupText.Printable(group.Name) : null,
                group.IsRight ? ValueOf(group) : GroupText.Printable(group.Raw),
                group.IsRight ? GroupText.Horodate(group, Settings.ForPerson) : null,
                group.Fault));
        }
    }

    protected override void Write(in FrameSummary frame, Reading? reading, Instant? date)
    {
        foreach (var group in _waiting)
        {
            if (IsDone)
            {
                return;
            }

            Rows.Write(
                File, group.Offset, frame.Ordinal, reading?.Meter.ToDigits(), date,
                group.Form?.Name ?? group.Name, group.Value, group.Form?.Unit is { Length: > 0 } unit ? unit : null,
                group.Horodate, group.Form?.Meaning, GroupText.Of(group.Fault));
        }
    }

    protected override void Clear() => _waiting.Clear();

    Cell ValueOf(in TicGroup group) =>
        Settings.MasksIdentifiers && group.Label is (TicLabel.ADCO or TicLabel.ADSC or TicLabel.PRM)
            ? TableText.Mask(group.DataText)
            : GroupText.Value(group);

    readonly record struct WaitingGroup(
        long Offset, LabelForm? Form, string? Name, Cell Value, string? Horodate, GroupFault Fault);
}
