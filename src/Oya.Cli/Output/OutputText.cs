using System.Text;

namespace Oya.Cli.Output;

/// <summary>How text results are written.</summary>
static class OutputText
{
    /// <summary>Without a byte order mark.</summary>
    public static UTF8Encoding Utf8 { get; } = new(encoderShouldEmitUTF8Identifier: false);
}
