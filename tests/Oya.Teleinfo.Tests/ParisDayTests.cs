using CsCheck;

namespace Oya.Teleinfo.Tests;

public class ParisDayTests
{
    static readonly Gen<ParisDay> Days =
        Gen.Int[new DateOnly(1990, 1, 1).DayNumber, new DateOnly(2044, 12, 31).DayNumber]
            .Select(number => new ParisDay(DateOnly.FromDayNumber(number)));

    [Theory]
    [InlineData("2026-03-29", 46), InlineData("2026-10-25", 50), InlineData("2026-03-28", 48), InlineData("2026-10-26", 48)]
    [InlineData("2024-02-29", 48), InlineData("1995-09-24", 50), InlineData("1996-10-27", 50), InlineData("2044-03-27", 46)]
    public void A_day_has_46_48_or_50_half_hours(string date, int count)
    {
        Assert.True(ParisDay.TryParse(date, out var day));
        Assert.Equal(count, day.HalfHourCount);
        Assert.Equal(count, day.HalfHours.Count());
        Assert.Equal(date, day.ToString());
    }

    [Fact]
    public void A_year_has_one_short_day_and_one_long_one()
    {
        for (var year = 1990; year <= 2044; year++)
        {
            var counts = Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365)
                .Select(i => new ParisDay(new DateOnly(year, 1, 1).AddDays(i)).HalfHourCount)
                .CountBy(count => count).ToDictionary();
            Assert.Equal((1, 1, 3), (counts[46], counts[50], counts.Count));
        }
    }

    [Fact]
    public void Every_instant_is_in_the_day_that_begins_before_it_and_ends_after_it() =>
        Gen.Select(Days, Gen.Int[0, 90_000]).Sample((day, seconds) =>
        {
            var instant = day.Start.AddSeconds(seconds);
            var of = ParisDay.Containing(instant);
            Assert.True(of.Start <= instant && instant < of.End);
            Assert.Equal(DateOnly.FromDateTime(instant.InParis().DateTime), of.Date);
        });

    [Fact]
    public void The_half_hours_of_a_day_follow_one_another_and_fill_it() => Days.Sample(day =>
    {
        var at = day.Start;
        foreach (var half in day.HalfHours)
        {
            Assert.Equal(at, half.Start);
            Assert.Equal(day, ParisDay.Containing(half.Start));
            at = half.End;
        }

        Assert.Equal(day.End, at);
        Assert.Equal(day.Next.Start, at);
        Assert.Equal(day.Start, day.Previous.End);
        Assert.Equal(day, ParisDay.Containing(day.Start));
        Assert.Equal(day, ParisDay.Containing(day.End.AddSeconds(-1)));
        Assert.Equal(TimeOnly.MinValue, TimeOnly.FromDateTime(day.Start.InParis().DateTime));
    });

    [Theory]
    [InlineData(""), InlineData("2026-02-29"), InlineData("26-01-01"), InlineData("2026-1-1"), InlineData("2026-01-01 ")]
    public void What_is_no_date_is_refused(string text) => Assert.False(ParisDay.TryParse(text, out _));

    [Fact]
    public void A_local_time_that_is_twice_or_never_has_no_instant()
    {
        Assert.False(ParisDay.TryFromLocal(new(2026, 10, 25, 2, 30, 0), out _));
        Assert.False(ParisDay.TryFromLocal(new(2026, 3, 29, 2, 30, 0), out _));
        Assert.True(ParisDay.TryFromLocal(new(2026, 3, 29, 3, 0, 0), out var instant));
        Assert.Equal("2026-03-29T01:00:00Z", instant.ToString());
    }
}
