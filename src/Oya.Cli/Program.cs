using System.Runtime.InteropServices;
using Oya.Cli;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var terminal = Terminal.OfProcess();
return (int)await OyaProgram.RunAsync(args, terminal, stop.Token);

void Stop(PosixSignalContext signal)
{
    // The first one asks; the second one is for a command that does not listen, and ends the process at once.
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}
