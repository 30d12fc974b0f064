using BenchmarkDotNet.Running;
using Oya.Benchmarks;
using Oya.Benchmarks.Proof;

return args switch
{
    ["corruption", ..] => Proof(CorruptionCommand.Run, args),
    ["recovery", ..] => Proof(RecoveryCommand.Run, args),
    ["fuzz", ..] => Proof(FuzzCommand.Run, args),
    _ => Benchmarks(args),
};

static int Proof(Func<Arguments, int> run, string[] args)
{
    const int usage = 64;
    var arguments = new Arguments(args);
    if (arguments.FindError() is not { } error)
    {
        return run(arguments);
    }

    Console.Error.WriteLine(error);
    return usage;
}

static int Benchmarks(string[] args)
{
    _ = BenchmarkSwitcher.FromAssembly(typeof(DecodeBench).Assembly).Run(args);
    return 0;
}
