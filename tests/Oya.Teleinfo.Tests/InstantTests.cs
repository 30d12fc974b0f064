namespace Oya.Teleinfo.Tests;

public class InstantTests
{
    [Theory]
    [InlineData("2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00Z")]
    [InlineData("2026-10-25T02:30:00+02:00", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25T01:30:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("2026-10-25T01:30Z", "2026-10-25T01:30:00Z")]
    [InlineData("2026-07-01T12:00:00", "2026-07-01T10:00:00Z")]
    [InlineData("2026-01-01T12:00", "2026-01-01T11:00:00Z")]
    [InlineData("2026-01-01 12:00:00", "2026-01-01T11:00:00Z")]
    [InlineData("2026-07-01", "2026-06-30T22:00:00Z")]
    [InlineData("2026-07-01T12:00:00.999+02:00", "2026-07-01T10:00:00Z")]
    [InlineData("2026-07-01T12:00:00.5", "2026-07-01T10:00:00Z")]
    public void An_ISO_time_is_read_and_one_without_offset_is_of_Paris(string text, string utc)
    {
        Assert.True(Instant.TryParse(text, out var instant));
        Assert.Equal(utc, instant.ToString());
    }

    [Theory]
    [InlineData("2026-10-25T02:30:00"), InlineData("2026-03-29T02:30:00")]
    public void A_time_of_Paris_that_is_twice_or_never_is_refused(string text) =>
        Assert.False(Instant.TryParse(text, out _));

    [Theory]
    [InlineData(""), InlineData("now"), InlineData("2026-13-01"), InlineData("2026-02-30T00:00:00Z")]
    [InlineData("2026-01-01T24:00:01Z"), InlineData("2026-01-01T12:00:00+25:00")]
    public void What_is_no_time_is_refused(string text) => Assert.False(Instant.TryParse(text, out _));

    [Theory]
    [InlineData("12:00"), InlineData("03/04/2026"), InlineData("4 March 2026"), InlineData("2026"), InlineData("2026-03")]
    public void A_time_that_needs_guessing_is_refused(string text) => Assert.False(Instant.TryParse(text, out _));

    [Theory]
    [InlineData("0001-01-01"), InlineData("0001-01-01T00:00:00+14:00"), InlineData("1969-12-31")]
    [InlineData("9999-12-31T23:59:59-14:00"), InlineData("9999-12-31")]
    public void A_time_before_meters_or_at_the_edge_of_the_calendar_is_refused(string text) =>
        Assert.False(Instant.TryParse(text, out _));

    [Fact]
    public void A_time_is_rounded_to_the_second_towards_the_side_that_is_asked()
    {
        var time = new DateTimeOffset(2026, 7, 1, 12, 0, 0, 1, TimeSpan.Zero);
        Assert.Equal(1, Instant.Ceiling(time).UnixSeconds - Instant.Floor(time).UnixSeconds);
        Assert.Equal(Instant.Floor(time), Instant.Ceiling(time.AddMilliseconds(-1)));
    }

    [Fact]
    public void Shown_in_Paris_it_has_its_offset() =>
        Assert.Equal("2026-10-25T02:30:00+01:00", new Instant(1_792_891_800).ToParisString());
}
