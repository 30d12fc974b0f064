using System.Runtime;
using Oya.Simulation;

namespace Oya.Cli.Bench;

/// <summary>
/// Runs the measured code until tiered compilation has finished. The runtime compiles a method again after thirty
/// calls, in the background and a tenth of a second later: first with instrumentation, then fully optimized. The
/// warm-up therefore makes some hundred calls, pauses, and repeats until nothing was compiled in two pauses.
/// </summary>
static class WarmUp
{
    // Enough to call each pass thirty times per round.
    const int CallsPerRound = 300;

    const int QuietRounds = 2, MaxRounds = 8;

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    /// <summary>
    /// Decodes all kinds of frames in turn: the runtime optimizes for the observed input, which should not be one kind.
    /// </summary>
    public static void Run(CancellationToken cancellation)
    {
        var streams = Array.ConvertAll(Enum.GetValues<FleetKind>(), Stream).Append(Noisy()).ToList();
        Pass[] passes =
        [
            .. streams.Select(bytes => (Pass)new DecodePass<FrameSum>(bytes).Decode),
            .. streams.Select(bytes => (Pass)new DecodePass<ReadingSum>(bytes).Decode),
            new PortsPass(streams[0]).Decode,
        ];
        var compiled = JitInfo.GetCompiledMethodCount();
        for (int round = 0, quiet = 0; round < MaxRounds && quiet < QuietRounds; round++)
        {
            Call(passes);
            cancellation.WaitHandle.WaitOne(Pause);
            cancellation.ThrowIfCancellationRequested();
            var now = JitInfo.GetCompiledMethodCount();
            quiet = now == compiled ? quiet + 1 : 0;
            compiled = now;
        }
    }

    // The calls are short. A call of several seconds would be replaced by compiled code while it runs.
    static void Call(Pass[] passes)
    {
        for (var call = 0; call < CallsPerRound; call++)
        {
            passes[call % passes.Length](0, BenchMemory.Unit);
        }
    }

    static byte[] Stream(FleetKind kind)
    {
        const int Meters = 50;
        var bytes = new byte[BenchMemory.Unit];
        new Fleet(kind, Meters).Fill(bytes);
        return bytes;
    }

    static byte[] Noisy()
    {
        const int BytesPerFlip = 2000;
        var bytes = Stream(FleetKind.Standard);
        BitFlips.Apply(bytes, BytesPerFlip, seed: 1);
        return bytes;
    }
}
