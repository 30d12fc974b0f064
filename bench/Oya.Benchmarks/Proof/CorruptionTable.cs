using System.Globalization;
using System.Text;
using Oya.Proof;
using Oya.Teleinfo;

namespace Oya.Benchmarks.Proof;

/// <summary>Writes the results as a page of Markdown.</summary>
static class CorruptionTable
{
    static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static string Write(IReadOnlyList<CorruptionResult> results, Arguments arguments)
    {
        var page = new StringBuilder();
        _ = page.Append(Invariant, $"""
            # Damaged frames: wrong values accepted

            {results[0].Count.Trials:N0} trials a row, seed {arguments.Seed}, {arguments.Date}. {Machine.Description}.
            Made by `dotnet run -c Release --project bench/Oya.Benchmarks -- corruption
            --trials {results[0].Count.Trials} --seed {arguments.Seed}`; the counts are the same on every machine.

            A trial draws a byte of a frame, damages the stream there, and compares each value that the decoder accepts
            with those that the meter sent for that label, in that frame or in the ones next to it. Damage of several bytes
            falls within {ErrorModel.Span} bytes, about three groups of standard mode.
            Meters of standard mode: {string.Join(", ", MeterKinds.ForMode(TicMode.Standard))};
            of historic mode: {string.Join(", ", MeterKinds.ForMode(TicMode.Historic))}.

            - *without form*: trials in which parity and checksum alone would accept a wrong value.
            - *accepted*: trials in which the decoder accepts a wrong number, date, hexadecimal, code or address.
            - *believed*: the same, in a frame in which `MeterHistory` finds no anomaly, after intact frames of the same
              meter ({SentFrames.CountBefore(TicMode.Standard)}, in historic mode
              {SentFrames.CountBefore(TicMode.Historic)}): in sequence, no group missing, no register that decreases
              or rises too fast, no address that is almost a known one. Frames of historic mode have no time, so an hour
              may have passed since the frame before.
            - *text*: trials in which the decoder accepts a wrong free text (NGTF, LTARF, MSG1, MSG2, MOTDETAT), words for a
              person.

            """);
        foreach (var stream in results.GroupBy(result => (result.Case.Mode, result.Case.ParityKept)))
        {
            var parity = stream.Key.ParityKept ? "8 bits, even parity kept" : "7 bits, no parity";
            _ = page.Append(Invariant, $"""

                ## {stream.Key.Mode} mode, {parity}

                | damage | without form | accepted | ppm | believed | ppm | text | goal |
                | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |

                """);
            foreach (var result in stream)
            {
                WriteRow(page, result);
            }
        }

        return page.ToString();
    }

    static void WriteRow(StringBuilder page, CorruptionResult result)
    {
        var count = result.Count;
        var goal = result.Goal.Length == 0 ? "" : result.Goal + (result.IsGoalMet ? ", met" : ", **missed**");
        var (alone, believed) = (result.PartsPerMillion(count.Wrong), result.PartsPerMillion(count.Believed));
        _ = page.AppendLine(Invariant,
            $"| {result.Case.Model.Name} | {count.WithoutForm} | {count.Wrong} | {alone:0.##} "
            + $"| {count.Believed} | {believed:0.##} | {count.WrongText} | {goal} |");
    }
}
