using Oya.Proof;
using SharpFuzz;

// Without arguments afl-fuzz is at the other end; with files, each is decoded and checked: see README.md.
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
    Console.WriteLine($"{file}: nothing wrong");
}

static void Check(byte[] bytes)
{
    var (whole, pieces) = (new ReferenceCheck(), new ReferenceCheck());
    whole.Decode(bytes, int.MaxValue - 1, default);
    pieces.Decode(bytes, 40, new((ulong)bytes.Length));
    if (whole.Sum != pieces.Sum)
    {
        throw new ReferenceCheckException("the same bytes in other pieces give something else");
    }
}
