using Oya.Aggregation;
using Oya.Ingest;
using Oya.Simulation;
using Oya.Storage;

namespace Oya.Cli;

/// <summary>An exception, to a sentence and an exit code.</summary>
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

        var (code, sentence) = exception switch
        {
            OyaException oya => (oya.Code, Sentence(oya.Message, oya.Remedy)),
            CaptureException capture => (
                capture.IsDamaged ? ExitCode.BadData : ExitCode.Usage, Sentence(capture.Message, Remedies.Get(capture.Problem))),
            ConsentException consent => (ExitCode.Usage, Sentence(consent.Message, Remedies.Get(consent))),
            SimulationException simulation => (
                ExitCode.Usage, Sentence(simulation.Message, Remedies.Get(simulation.Problem))),
            LogException log => (
                log.IsConfiguration ? ExitCode.Configuration : ExitCode.Unavailable, Sentence(log.Message, Remedies.Get(log.Problem))),
            StoreException store => (ExitCode.Unavailable, Sentence(store.Message, Remedies.Get(store.Problem))),
            // A full disk, a port unplugged: the system's own words say it best.
            IOException or UnauthorizedAccessException => (ExitCode.Unavailable, Sentence(FirstLine(exception.Message), null)),
            _ => (ExitCode.BadData, Sentence(
                $"unexpected {exception.GetType().Name}: {FirstLine(exception.Message)}",
                withStackTrace ? null : "-v shows where it came from")),
        };
        terminal.Error.WriteLine(sentence);
        if (withStackTrace)
        {
            terminal.Error.WriteLine(exception.ToString());
        }

        return code;
    }

    static string Sentence(string what, string? remedy) =>
        remedy is null ? $"oya: {what}" : $"oya: {what.TrimEnd('.')}; {remedy}";

    static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();

    static void FlushQuietly(Terminal terminal)
    {
        try
        {
            terminal.Flush();
        }
        catch (IOException exception) when (StandardOutput.IsClosed(exception))
        {
            // Nobody reads the results any more; the error is still worth its line.
        }
    }
}
