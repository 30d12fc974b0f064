using System.Text.Encodings.Web;
using System.Text.Json;

namespace Oya.Cli.Output;

/// <summary>
/// The JSON options. Accents and symbols are not escaped, because the output is not embedded in HTML.
/// </summary>
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
