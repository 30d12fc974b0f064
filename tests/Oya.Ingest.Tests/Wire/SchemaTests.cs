using Google.Protobuf.Reflection;
using Oya.Teleinfo;

namespace Oya.Ingest.Tests;

/// <summary>
/// Messages stay in the log for days and are read by older and newer programs: a published field keeps its number,
/// name and type. A new field is added at the end of the list.
/// </summary>
public class SchemaTests
{
    static readonly string[] Fields =
    [
        "Column 1 first SInt64", "Column 2 step SInt64", "Column 3 deltas SInt64 repeated", "Column 4 presence Bytes",
        "ReadingBatch 1 meter UInt64", "ReadingBatch 2 count UInt32",
        .. "at received_after source clock mode current_register prm drawn_wh injected_wh drawn_va".Split(' ')
            .Concat("amperes_1 amperes_2 amperes_3".Split(' '))
            .Concat("volts_1 volts_2 volts_3 injected_va".Split(' '))
            .Concat(Enumerable.Range(1, 10).Select(number => $"supplier_{number}"))
            .Concat(Enumerable.Range(1, 4).Select(number => $"distributor_{number}"))
            .Concat("status last_point_end last_point_w previous_point_end previous_point_w".Split(' '))
            .Select((name, i) => $"ReadingBatch {i + 3} {name} Column"),
        "ReadingBatch 39 columns UInt32",
    ];

    [Fact]
    public void Fields_are_only_added()
    {
        var messages = Metering.V1.ReadingBatchReflection.Descriptor.MessageTypes;
        Assert.Equal("oya.metering.v1.ReadingBatch", messages[0].FullName);
        Assert.Equal(
            Fields.Order(StringComparer.Ordinal),
            messages.SelectMany(message => message.Fields.InDeclarationOrder())
                .Select(Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_value_of_a_reading_has_its_column() => Assert.Equal(
        Metering.V1.ReadingBatch.Descriptor.Fields.InFieldNumberOrder()
            .Where(field => field.FieldType == FieldType.Message).Select(field => field.FieldNumber),
        ReadingColumn.All.Select(column => column.Number));

    static string Text(FieldDescriptor field) =>
        $"{field.ContainingType.Name} {field.FieldNumber} {field.Name} "
        + (field.FieldType == FieldType.Message ? field.MessageType.Name : field.FieldType.ToString())
        + (field.IsRepeated ? " repeated" : "");
}
