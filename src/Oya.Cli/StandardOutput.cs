using Microsoft.Win32.SafeHandles;

namespace Oya.Cli;

/// <summary>The standard output as a stream that says when its reader has gone.</summary>
static class StandardOutput
{
    const int EPipe = 32, ErrorBrokenPipe = unchecked((int)0x8007006D), ErrorNoData = unchecked((int)0x800700E8);

    public static Stream Open()
    {
        if (Console.IsOutputRedirected && !OperatingSystem.IsWindows())
        {
            // The stream of Console swallows EPIPE, so that `oya decode … | head` would work to the end for nobody. A
            // file keeps it: FileStream writes at positions of its own, and would not share one with the next program.
            var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            if (!pipe.CanSeek)
            {
                return pipe;
            }
        }

        return Console.OpenStandardOutput();
    }

    /// <summary>True when whoever read the output has closed it, which is no error of ours.</summary>
    public static bool IsClosed(Exception exception) =>
        exception is IOException { HResult: EPipe or ErrorBrokenPipe or ErrorNoData };
}
