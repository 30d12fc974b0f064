using System.Text.Encodings.Web;
using System.Text.Json;

namespace Oya.Cli.Output;

/// <summary>How JSON is written: accents and signs as they are, since nothing here is put into a web page.</summary>
static class JsonText
{
    public static JsonWriterOptions Compact { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static JsonWriterOptions Indented { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };
}
