using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(Oya.Benchmarks.DecodeBench).Assembly).Run(args);
