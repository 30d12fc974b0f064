using System.Buffers;
using System.Text.Json;

namespace Oya.Cli.Output;

/// <summary>Writes rows as JSON objects: one per line, or one array. An empty cell is null.</summary>
sealed class JsonWriter : RowWriter
{
    const int FlushLength = 32 << 10;

    readonly ArrayBufferWriter<byte> _buffer = new(2 * FlushLength);
    readonly Utf8JsonWriter _json;
    readonly JsonEncodedText[] _names;
    readonly bool _lines, _autoFlush;

    public JsonWriter(IReadOnlyList<Column> columns, Stream output, bool lines, bool autoFlush)
        : base(columns, output)
    {
        _json = new(_buffer, JsonText.Compact);
        _names = [.. columns.Select(column => JsonEncodedText.Encode(column.Name, JsonText.Compact.Encoder))];
        _lines = lines;
        _autoFlush = autoFlush;
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
        if (_autoFlush || _buffer.WrittenCount >= FlushLength)
        {
            FlushBuffer();
        }
    }

    protected override void Finish()
    {
        _buffer.Write(_lines ? default : Count == 0 ? "]\n"u8 : "\n]\n"u8);
        FlushBuffer();
        _json.Dispose();
    }

    void FlushBuffer()
    {
        Output.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        if (_autoFlush)
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
