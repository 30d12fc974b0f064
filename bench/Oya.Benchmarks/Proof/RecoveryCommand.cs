using System.Globalization;
using System.Text;
using Oya.Proof;
using Oya.Teleinfo;

namespace Oya.Benchmarks.Proof;

/// <summary>
/// <c>recovery --frames N --seed S [--examples E] [--date D] [-o FILE]</c>: decodes a stream in which one frame in five
/// is damaged, and counts the intact groups that are recovered, and any values never sent. Fails below 99.9 %
/// recovered.
/// </summary>
static class RecoveryCommand
{
    static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    const double Min = 0.999;

    // An odd length, so that chunks and frames never stay in step.
    const int Chunk = 4093;

    public static int Run(Arguments arguments)
    {
        var frames = (int)arguments.Number("--frames", 20_000);
        var page = new StringBuilder();
        var isMet = true;
        Head(page, arguments, frames);
        foreach (var mode in new[] { TicMode.Standard, TicMode.Historic })
        {
            foreach (var kind in MeterKinds.ForMode(mode))
            {
                foreach (var parityKept in new[] { false, true })
                {
                    var stream = new BadLine(kind, parityKept, frames, arguments.Seed);
                    var recovery = new Recovery(stream, Chunk);
                    isMet &= recovery.Recovered >= Min * stream.Intact.Count;
                    Row(page, kind, parityKept, stream, recovery);
                    Report(stream, recovery, parityKept, (int)arguments.Number("--examples", 0));
                }
            }
        }

        Result.Write(page.ToString(), arguments);
        return isMet ? 0 : 1;
    }

    static void Head(StringBuilder page, Arguments arguments, int frames) => page.Append(Invariant, $"""
        # Recovery from a damaged stream

        {frames:N0} frames a row, one in five damaged; seed {arguments.Seed}, {arguments.Date}. {Machine.Description}.
        Made by `dotnet run -c Release --project bench/Oya.Benchmarks -- recovery --frames {frames}
        --seed {arguments.Seed}`; the counts are the same on every machine.

        A damaged frame has one of: {string.Join(", ", Enum.GetNames<StreamDamageKind>())}.
        A group is intact when all its bytes, LF to CR, are in the stream. It is recovered when the decoder emits it
        unchanged at its offset. *Never sent* counts values of known labels that the meter sent neither in that frame nor
        in one next to it; *text* counts those of NGTF, LTARF, MSG1, MSG2 and MOTDETAT.

        | meter | line | bytes | damaged frames | intact groups | recovered | % | never sent | text |
        | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |

        """);

    static void Row(StringBuilder page, MeterKind kind, bool parityKept, BadLine stream, Recovery recovery) =>
        page.AppendLine(Invariant,
            $"| {kind} | {(parityKept ? "8 bits, even parity" : "7 bits")} | {stream.Bytes.Length:N0} "
            + $"| {stream.DamagedFrames:N0} | {stream.Intact.Count:N0} | {recovery.Recovered:N0} "
            + $"| {100.0 * recovery.Recovered / stream.Intact.Count:0.0000} "
            + $"| {recovery.NeverSent.Count} | {recovery.NeverSentTexts} |");

    static void Report(BadLine stream, Recovery recovery, bool parityKept, int examples)
    {
        foreach (var value in recovery.NeverSent.Take(examples))
        {
            Console.Error.WriteLine($"never sent: {value}");
        }

        foreach (var group in recovery.Lost.Take(examples))
        {
            var from = (int)Math.Max(0, group.Offset - 40);
            var bytes = stream.Bytes.AsSpan(from, Math.Min(120, stream.Bytes.Length - from));
            Console.Error.WriteLine($"lost ({group.Damaged}): {Lines.Show(bytes, parityKept)}");
        }
    }
}
