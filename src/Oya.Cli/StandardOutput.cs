using Microsoft.Win32.SafeHandles;

namespace Oya.Cli;

/// <summary>Opens the standard output as a stream that reports a closed reader.</summary>
static class StandardOutput
{
    const int EPipe = 32, ErrorBrokenPipe = unchecked((int)0x8007006D), ErrorNoData = unchecked((int)0x800700E8);

    public static Stream Open()
    {
        if (Console.IsOutputRedirected && !OperatingSystem.IsWindows())
        {
            // The Console stream swallows EPIPE, so `oya decode … | head` would decode to the end without a reader. A
            // FileStream reports it. A file still uses the Console stream: FileStream writes at its own positions and
            // would not share the file position with the next program.
            var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            if (!pipe.CanSeek)
            {
                return pipe;
            }
        }

        return Console.OpenStandardOutput();
    }

    /// <summary>True when the reader of the output has closed it. This is not an error of the program.</summary>
    public static bool IsClosed(Exception exception) =>
        exception is IOException { HResult: EPipe or ErrorBrokenPipe or ErrorNoData };
}
