using System.Globalization;

namespace Oya.Architecture.Tests;

/// <summary>The figures of docs/measurements.md are those of the committed results.</summary>
public class MeasurementTests
{
    const string Page = "docs/measurements.md";

    static readonly string Root = Repository.Root;

    static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>A table under <c>&lt;!-- table of FILE --&gt;</c> is that of the file, which was measured.</summary>
    [Fact]
    public void The_tables_of_the_page_are_those_that_were_committed()
    {
        const string Mark = "<!-- table of ";
        var lines = File.ReadAllLines(Path.Combine(Root, Page));
        var marks = Enumerable.Range(0, lines.Length)
            .Where(at => lines[at].StartsWith(Mark, StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(marks);
        Assert.All(marks, at =>
        {
            var file = lines[at][Mark.Length..].Replace(" -->", "", StringComparison.Ordinal);
            var measured = File.ReadLines(Path.Combine(Root, file)).Where(IsRow).ToList();
            Assert.NotEmpty(measured);
            Assert.Equal(measured, lines.Skip(at + 1).TakeWhile(IsRow));
        });
    }

    /// <summary>
    /// A table under <c>&lt;!-- believed, of FILE --&gt;</c> has some rows of the file, one figure for each of its streams.
    /// </summary>
    [Fact]
    public void The_figures_of_damage_were_counted()
    {
        const string Mark = "<!-- believed, of ";
        const int Damage = 0, PpmBelieved = 5, Intact = 4, Recovered = 5;
        var lines = File.ReadAllLines(Path.Combine(Root, Page));
        var at = Array.FindIndex(lines, line => line.StartsWith(Mark, StringComparison.Ordinal));
        var file = Path.Combine(Root, lines[at][Mark.Length..].Replace(" -->", "", StringComparison.Ordinal));

        var counted = Rows(File.ReadLines(file)).ToLookup(row => row[Damage], row => row[PpmBelieved]);
        var said = Rows(lines.Skip(at + 1).TakeWhile(IsRow)).ToList();
        Assert.InRange(said.Count, 5, counted.Count);
        Assert.All(said, row => Assert.Equal(counted[row[Damage]], row[1..]));

        var streams = Rows(File.ReadLines(Path.Combine(Path.GetDirectoryName(file)!, "recovery.md"))).ToList();
        string Sum(int column) =>
            streams.Sum(row => int.Parse(row[column], NumberStyles.Number, Invariant)).ToString("N0", Invariant);
        var recovered = $"{Sum(Recovered)} of {Sum(Intact)} groups";
        Assert.Contains(lines, line => line.Contains(recovered, StringComparison.Ordinal));
    }

    /// <summary>The cells of each row of tables, without their heads.</summary>
    static IEnumerable<string[]> Rows(IEnumerable<string> lines)
    {
        var isBody = false;
        foreach (var line in lines)
        {
            if (isBody && IsRow(line))
            {
                yield return Cells(line);
            }

            isBody = IsRow(line) && (isBody || line.Replace(" ", "").StartsWith("|--", StringComparison.Ordinal));
        }
    }

    static string[] Cells(string row) => [.. row.Trim('|').Split('|', StringSplitOptions.TrimEntries)];

    static bool IsRow(string line) => line.StartsWith('|');
}
