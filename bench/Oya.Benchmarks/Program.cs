using BenchmarkDotNet.Running;
using Oya.Benchmarks;
using Oya.Benchmarks.Proof;

return args switch
{
    ["corruption", ..] => CorruptionCommand.Run(new(args)),
    ["recovery", ..] => RecoveryCommand.Run(new(args)),
    ["fuzz", ..] => FuzzCommand.Run(new(args)),
    _ => Benchmarks(args),
};

static int Benchmarks(string[] args)
{
    _ = BenchmarkSwitcher.FromAssembly(typeof(DecodeBench).Assembly).Run(args);
    return 0;
}
