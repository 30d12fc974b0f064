using System.Buffers;
using System.Text.Json;

namespace Oya.Cli.Output;

/// <summary>Rows as JSON objects: one a line, or one array. A cell that is empty is null.</summary>
sealed class JsonWriter : RowWriter
{
    const int FlushAt = 32 << 10;

    readonly ArrayBufferWriter<byte> _buffer = new(2 * FlushAt);
    readonly Utf8JsonWriter _json;
    readonly JsonEncodedText[] _names;
    readonly bool _lines, _atOnce;

    public JsonWriter(IReadOnlyList<Column> columns, Stream output, bool lines, bool atOnce)
        : base(columns, output)
    {
        _json = new(_buffer, JsonText.Compact);
        _names = [.. columns.Select(column => JsonEncodedText.Encode(column.Name, JsonText.Compact.Encoder))];
        _lines = lines;
        _atOnce = atOnce;
        if (!lines)
        {
            _buffer.Write("["u8);
        }
    }

    protected override void WriteRow(ReadOnlySpan<Cell> row)
    {
        _buffer.Write(_lines ? default : Count == 1 ? "\n"u8 : ",\n"u8);
        _json.Reset();
        _json.WriteStartObject();
        for (var i = 0; i < row.Length; i++)
        {
            if (!Columns[i].OnlyInTable)
            {
                WriteCell(_names[i], row[i]);
            }
        }

        _json.WriteEndObject();
        _json.Flush();
        _buffer.Write(_lines ? "\n"u8 : default);
        if (_atOnce || _buffer.WrittenCount >= FlushAt)
        {
            HandOn();
        }
    }

    protected override void Finish()
    {
        _buffer.Write(_lines ? default : Count == 0 ? "]\n"u8 : "\n]\n"u8);
        HandOn();
        _json.Dispose();
    }

    void HandOn()
    {
        Output.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        if (_atOnce)
        {
            Output.Flush();
        }
    }

    void WriteCell(JsonEncodedText name, in Cell cell)
    {
        switch (cell.Kind)
        {
            case CellKind.Integer:
                _json.WriteNumber(name, cell.Integer);
                break;
            case CellKind.Decimal:
                _json.WriteNumber(name, cell.Decimal);
                break;
            case CellKind.Boolean:
                _json.WriteBoolean(name, cell.Boolean);
                break;
            case CellKind.Empty:
                _json.WriteNull(name);
                break;
            default:
                _json.WriteString(name, cell.ToText());
                break;
        }
    }
}
