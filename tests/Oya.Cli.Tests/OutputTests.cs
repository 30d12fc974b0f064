using Microsoft.Extensions.Time.Testing;
using Oya.Cli.Output;

namespace Oya.Cli.Tests;

public class OutputTests
{
    [Theory]
    [InlineData(0.0, "")]
    [InlineData(-5.0, "")]
    [InlineData(0.01, "▏")]
    [InlineData(50.0, "█████")]
    [InlineData(55.0, "█████▌")]
    [InlineData(100.0, "██████████")]
    [InlineData(250.0, "██████████")]
    public void A_bar_is_as_long_as_its_value(double value, string expected) =>
        Assert.Equal(expected, Bars.Draw(value, 100, 10));

    [Theory]
    [InlineData(0.01, "#")]
    [InlineData(50.0, "#####")]
    [InlineData(100.0, "##########")]
    public void A_bar_in_ASCII_has_whole_columns(double value, string expected) =>
        Assert.Equal(expected, Bars.Draw(value, 100, 10, ascii: true));

    [Fact]
    public void A_missing_value_has_no_bar() => Assert.Equal("", Bars.Draw(null, 100, 10));

    [Theory]
    [InlineData(999, "999 B")]
    [InlineData(10_727, "10.7 kB")]
    [InlineData(1_900_000_000, "1.9 GB")]
    public void Bytes_are_shown_in_decimal_multiples(long bytes, string expected) =>
        Assert.Equal(expected, Quantity.Bytes(bytes));

    [Theory]
    [InlineData(0, 12, "0 %")]
    [InlineData(1, 8000, "0.01 %")]
    [InlineData(12, 13, "92 %")]
    public void A_share_has_as_many_digits_as_necessary(long part, long whole, string expected) =>
        Assert.Equal(expected, Quantity.Share(part, whole));

    [Fact]
    public void A_row_with_too_few_cells_is_rejected()
    {
        using var rows = RowWriter.Open(
            OutputFormat.Csv, [new("a"), new("b")], new MemoryStream(), new(false, 80, new(false), false));
        Assert.Throws<ArgumentException>(() => rows.Write("only one"));
    }

    [Fact]
    public void A_cell_of_the_wrong_type_is_rejected()
    {
        using var rows = RowWriter.Open(
            OutputFormat.Csv, [new("wh", ColumnType.Integer)], new MemoryStream(), new(false, 80, new(false), false));
        Assert.Throws<ArgumentException>(() => rows.Write("12"));
        Assert.Throws<ArgumentException>(() => rows.Write(1.5m));
    }

    [Fact]
    public void Csv_doubles_quotes_and_keeps_line_breaks_inside_them()
    {
        using var output = new MemoryStream();
        using (var rows = RowWriter.Open(OutputFormat.Csv, [new("a"), new("b")], output, new(false, 80, new(false), false)))
        {
            rows.Write("say \"oui\"", "two\nlines");
        }

        Assert.Equal("a,b\n\"say \"\"oui\"\"\",\"two\nlines\"\n", System.Text.Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public void A_visual_column_is_only_in_the_table()
    {
        foreach (var (format, expected) in new[] { (OutputFormat.Csv, "wh\n5\n"), (OutputFormat.Jsonl, "{\"wh\":5}\n") })
        {
            using var output = new MemoryStream();
            using (var rows = RowWriter.Open(
                format, [new("wh", ColumnType.Integer), new("bar") { OnlyInTable = true }], output,
                new(false, 80, new(false), false)))
            {
                rows.Write(5, "█████");
            }

            Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(output.ToArray()));
        }
    }

    [Fact]
    public void Progress_is_shown_at_most_ten_times_a_second_and_is_cleared_at_the_end()
    {
        var time = new FakeTimeProvider();
        using var error = new StringWriter();
        var progress = new Progress("a.tic", error, time, 120, enabled: true);
        progress.Report(1, 100, 0);
        Assert.Empty(error.ToString());
        time.Advance(TimeSpan.FromSeconds(1));
        progress.Report(5_000_000, 20_000_000, 1234);
        progress.Report(5_000_001, 20_000_000, 1235);
        Assert.Equal(
            "\ra.tic ███           25 %  3 s left  5.0 MB of 20.0 MB  5.0 MB/s  1 234 frames/s\e[K", error.ToString());
        progress.Dispose();
        Assert.EndsWith("\r\e[K", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Disabled_progress_writes_nothing()
    {
        var time = new FakeTimeProvider();
        using var error = new StringWriter();
        using var progress = new Progress("a.tic", error, time, 120, enabled: false);
        time.Advance(TimeSpan.FromSeconds(5));
        progress.Report(5, 20, 1);
        Assert.Empty(error.ToString());
    }
}
