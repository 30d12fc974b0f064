using System.Globalization;
using System.Text;
using Oya.Teleinfo;

namespace Oya.Benchmarks;

/// <summary>
/// A decoder as it is usually written in C#: it makes a string of the frame, splits it into lines and fields, and puts
/// these into a dictionary. It verifies every checksum, and reads the same values as the others.
/// </summary>
static class UsualDecoder
{
    public static long Decode(ReadOnlySpan<byte> bytes)
    {
        var sum = 0L;
        foreach (var frame in Encoding.Latin1.GetString(bytes).Split('\u0003'))
        {
            var values = new Dictionary<string, string>();
            foreach (var line in frame[(frame.IndexOf('\u0002') + 1)..].Split('\n', '\r'))
            {
                Add(line, values);
            }

            sum += Sum(values);
        }

        return sum;
    }

    static void Add(string line, Dictionary<string, string> values)
    {
        if (line.Length < 4)
        {
            return;
        }

        var separator = line[^2];
        var summed = separator == '\t' ? line[..^1] : line[..^2];
        if (line[^1] != (char)Checksum.Compute(Encoding.Latin1.GetBytes(summed)))
        {
            return;
        }

        var fields = line[..^2].Split(separator);
        values[fields[0]] = fields.Length == 2 || fields[0] == "DATE" ? fields[1] : fields[^1];
    }

    static long Sum(Dictionary<string, string> values)
    {
        var sum = 0L;
        if (values.TryGetValue("ADSC", out var meter) || values.TryGetValue("ADCO", out meter))
        {
            sum += Number(meter);
        }

        if (values.TryGetValue("DATE", out var date) && DateTime.TryParseExact(
            date[1..], "yyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            sum += time.Ticks;
        }

        foreach (var label in (string[])["EAST", "BASE", "HCHC", "HCHP"])
        {
            sum += values.TryGetValue(label, out var index) ? Number(index) : 0;
        }

        return sum;
    }

    // A valid checksum does not prove that all characters are digits: it does not see bit 6.
    static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
