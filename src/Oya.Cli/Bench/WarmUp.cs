using System.Runtime;
using Oya.Simulation;

namespace Oya.Cli.Bench;

/// <summary>
/// Runs all that will be measured until the runtime has compiled it as well as it can. It compiles a method anew after
/// thirty calls, in the background and a tenth of a second later, first to see how it is used and then for good; so
/// there are some hundred calls, a pause, and again, until the runtime has found nothing to do in two pauses.
/// </summary>
static class WarmUp
{
    // Enough that each pass is called thirty times in a round.
    const int CallsARound = 300;

    const int QuietRounds = 2, MaxRounds = 8;

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    /// <summary>
    /// All kinds of frames in turn: the runtime arranges code by what it has seen, and that should not be one kind.
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

    // In short parts: a call of seconds would be compiled in the middle of itself.
    static void Call(Pass[] passes)
    {
        for (var call = 0; call < CallsARound; call++)
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
