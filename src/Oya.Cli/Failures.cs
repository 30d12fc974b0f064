using Oya.Aggregation;
using Oya.Ingest;
using Oya.Simulation;
using Oya.Storage;

namespace Oya.Cli;

/// <summary>Converts an exception to an error message and an exit code.</summary>
static class Failures
{
    public static ExitCode Explain(
        Exception exception, Terminal terminal, bool withStackTrace, CancellationToken cancellation)
    {
        if (StandardOutput.IsClosed(exception))
        {
            return ExitCode.Done;
        }

        FlushQuietly(terminal);
        if (exception is OperationCanceledException && cancellation.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }

        var (code, text) = exception switch
        {
            OyaException oya => (oya.Code, Format(oya.Message, oya.Remedy)),
            CaptureException capture => (
                capture.IsDamaged ? ExitCode.BadData : ExitCode.Usage,
                Format(capture.Message, Remedies.Get(capture.Problem))),
            ForeignFolderException foreign => (ExitCode.Usage, Format(foreign.Message, null)),
            ConsentException consent => (ExitCode.Usage, Format(consent.Message, Remedies.Get(consent))),
            SimulationException simulation => (
                ExitCode.Usage, Format(simulation.Message, Remedies.Get(simulation.Problem))),
            LogException log => (
                log.IsConfiguration ? ExitCode.Configuration : ExitCode.Unavailable,
                Format(log.Message, Remedies.Get(log.Problem))),
            StoreException store => (ExitCode.Unavailable, Format(store.Message, Remedies.Get(store.Problem))),
            // A full disk or an unplugged port: the message of the system is the clearest.
            IOException or UnauthorizedAccessException =>
                (ExitCode.Unavailable, Format(FirstLine(exception.Message), null)),
            _ => (ExitCode.BadData, Format(
                $"unexpected {exception.GetType().Name}: {FirstLine(exception.Message)}",
                withStackTrace ? null : "-v shows the stack trace")),
        };
        terminal.Error.WriteLine(text);
        if (withStackTrace)
        {
            terminal.Error.WriteLine(exception.ToString());
        }

        return code;
    }

    static string Format(string message, string? remedy) =>
        remedy is null ? $"oya: {message}" : $"oya: {message.TrimEnd('.')}; {remedy}";

    static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();

    static void FlushQuietly(Terminal terminal)
    {
        try
        {
            terminal.Flush();
        }
        catch (IOException exception) when (StandardOutput.IsClosed(exception))
        {
            // The reader of the results is gone. The error is still printed.
        }
    }
}
