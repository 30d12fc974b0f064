using System.Runtime.InteropServices;
using Oya.Cli;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var terminal = Terminal.OfProcess();
return (int)await OyaProgram.RunAsync(args, terminal, stop.Token);

void Stop(PosixSignalContext signal)
{
    // The first signal asks the command to stop. The second one ends the process at once, if the command does not
    // react.
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}
