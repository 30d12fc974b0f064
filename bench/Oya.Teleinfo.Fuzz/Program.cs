using Oya.Proof;
using SharpFuzz;

// Without arguments the program serves afl-fuzz. With files it decodes and checks each of them. See README.md.
if (args.Length == 0)
{
    Fuzzer.OutOfProcess.Run(stream =>
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        Check(bytes.ToArray());
    });
    return;
}

foreach (var file in args)
{
    Check(File.ReadAllBytes(file));
    Console.WriteLine($"{file}: all checks passed");
}

static void Check(byte[] bytes)
{
    var (whole, pieces) = (new ReferenceCheck(), new ReferenceCheck());
    whole.Decode(bytes, int.MaxValue - 1, default);
    pieces.Decode(bytes, 40, new((ulong)bytes.Length));
    if (whole.Sum != pieces.Sum)
    {
        throw new ReferenceCheckException("the same bytes in other chunks give another result");
    }
}
