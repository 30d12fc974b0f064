using System.Diagnostics;
using System.Globalization;
using Oya.Proof;

namespace Oya.Benchmarks.Proof;

/// <summary>
/// <c>fuzz --bytes N --seed S</c>: decodes random and mutated input with two decoders, each in chunks of its own
/// lengths. Both must emit the same, all of it must pass the checks, and memory must stay bounded. The sum at the end
/// shows whether another path of the decoder (<c>OYA_TIC_PATH</c>) emits the same.
/// </summary>
static class FuzzCommand
{
    const int StreamLength = 1 << 20;

    // The buffers of two decoders and the layouts of some dozen meters, for input of any length.
    const long MaxMemory = 4 << 20;

    public static int Run(Arguments arguments)
    {
        var bytes = arguments.Number("--bytes", 1_000_000_000);
        var input = new FuzzInput(arguments.Seed);
        var (first, second) = (new ReferenceCheck(), new ReferenceCheck());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        for (long at = 0; at < bytes; at += StreamLength)
        {
            var number = at / StreamLength;
            var dice = Dice.At(arguments.Seed, number);
            var stream = input.Stream((int)Math.Min(StreamLength, bytes - at), ref dice);
            first.Decode(stream, stream.Length, new(dice.Next()));
            second.Decode(stream, dice.From<int>([7, 64, 700, 5000]), new(dice.Next()));
            if (first.Sum != second.Sum)
            {
                Console.Error.WriteLine($"stream {number} of seed {arguments.Seed} decodes differently in other chunks");
                return 1;
            }

            if (number % 100 == 99)
            {
                Console.Error.WriteLine($"{at + StreamLength:N0} bytes, {watch.Elapsed:hh\\:mm\\:ss}");
            }
        }

        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Print(first, second, kept, arguments);
        return kept <= MaxMemory ? 0 : 1;
    }

    static void Print(ReferenceCheck first, ReferenceCheck second, long kept, Arguments arguments)
    {
        var seen = first.Statistics;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {seen.Bytes:N0} bytes of random and mutated input, seed {arguments.Seed},
            decoded twice in different chunks: equal, and all checks passed.
            frames           {seen.Frames:N0}
              complete       {seen.CompleteFrames:N0}, of them {seen.ValidFrames:N0} valid
              interrupted    {seen.InterruptedFrames:N0}
              truncated      {seen.TruncatedFrames:N0}
            groups           {seen.Groups:N0}
              valid          {seen.ValidGroups:N0}
              unknown label  {seen.UnknownLabels:N0}
              wrong parity   {seen.BadParity:N0}
              wrong checksum {seen.BadChecksum:N0}
              wrong form     {seen.BadForm:N0}
            changes of mode  {seen.ModeChanges:N0}
            bytes kept       {kept:N0}, allocated {first.Allocated:N0} and {second.Allocated:N0} in all
            sum              {first.Sum:x16}
            """));
    }
}
