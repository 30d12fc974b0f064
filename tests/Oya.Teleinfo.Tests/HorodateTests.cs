using CsCheck;

namespace Oya.Teleinfo.Tests;

public class HorodateTests
{
    static bool TryParse(string text, out Horodate horodate) =>
        Horodate.TryParse(System.Text.Encoding.Latin1.GetBytes(text), out horodate);

    static Horodate Parse(string text)
    {
        Assert.True(TryParse(text, out var horodate), text);
        return horodate;
    }

    [Theory]
    [InlineData("H081225223518", "2008-12-25T21:35:18Z")]
    [InlineData("E090714074553", "2009-07-14T05:45:53Z")]
    [InlineData("E260715120000", "2026-07-15T10:00:00Z")]
    [InlineData("e260715120000", "2026-07-15T10:00:00Z")]
    [InlineData("h260115120000", "2026-01-15T11:00:00Z")]
    [InlineData("E000229235959", "2000-02-29T21:59:59Z")]
    [InlineData("H991231235959", "2099-12-31T22:59:59Z")]
    public void The_season_letter_gives_the_offset(string text, string utc)
    {
        Assert.Equal(utc, Parse(text).ToInstant().ToString());
        Assert.Equal(text, Parse(text).ToString());
    }

    [Fact]
    public void The_autumn_hour_that_comes_twice_is_told_by_the_letter()
    {
        Assert.Equal(1_792_888_200, Parse("E261025023000").ToInstant().UnixSeconds);
        Assert.Equal(1_792_891_800, Parse("H261025023000").ToInstant().UnixSeconds);
        Assert.Equal(
            1, Parse("H261025020000").ToInstant().UnixSeconds - Parse("E261025025959").ToInstant().UnixSeconds);
    }

    [Theory]
    [InlineData("H260101000000", false), InlineData("E260701000000", false)]
    [InlineData("h260101000000", true), InlineData("e260701000000", true), InlineData(" 260101000000", false)]
    public void A_lower_case_season_is_a_degraded_clock(string text, bool degraded) =>
        Assert.Equal(degraded, Parse(text).IsDegraded);

    [Fact]
    public void A_space_season_is_resolved_by_the_rules_of_Paris()
    {
        var peak = Parse(" 200214060000");
        Assert.False(peak.HasSeason);
        Assert.Equal("2020-02-14T05:00:00Z", peak.ToInstant().ToString());
        Assert.Equal("2020-07-14T04:00:00Z", Parse(" 200714060000").ToInstant().ToString());
    }

    [Theory]
    [InlineData(" 261025023000"), InlineData(" 260329023000")]
    public void A_space_season_in_the_hour_that_is_twice_or_never_has_no_instant(string text) =>
        Assert.Throws<InvalidOperationException>(() => Parse(text).ToInstant());

    [Theory]
    [InlineData(""), InlineData("H26010100000"), InlineData("H2601010000000")]
    [InlineData("X260101000000"), InlineData("(260101000000"), InlineData("`260101000000")]
    [InlineData("H260001000000"), InlineData("H261301000000")]
    [InlineData("H260100000000"), InlineData("H260132000000"), InlineData("H260431000000"), InlineData("H260229000000")]
    [InlineData("H260101240000"), InlineData("H260101006000"), InlineData("H260101000060")]
    [InlineData("H2q0101000000"), InlineData("H26010100000 "), InlineData("H26 101000000"), InlineData("H26010100000\n")]
    [InlineData("H26-101000000"), InlineData("H26:101000000")]
    public void What_is_no_time_is_refused(string text) => Assert.False(TryParse(text, out _));

    [Theory]
    [InlineData("H280229000000"), InlineData("H000101000000"), InlineData("E260630235959")]
    public void What_is_on_the_calendar_is_accepted(string text) => Assert.True(TryParse(text, out _));

    [Fact]
    public void The_horodate_of_an_instant_gives_the_instant_back() =>
        Gen.Long[946_684_800, 4_102_440_000].Sample(seconds =>
        {
            var horodate = Horodate.FromInstant(new(seconds));
            Assert.Equal(seconds, horodate.ToInstant().UnixSeconds);
            Assert.Equal(horodate, Parse(horodate.ToString()));
        });

    [Fact]
    public void A_flip_of_bit_6_or_7_leaves_no_horodate()
    {
        var text = "E260715123456"u8.ToArray();
        for (var at = 0; at < text.Length; at++)
        {
            foreach (var flip in new[] { 0x40, 0x80, 0xC0 })
            {
                byte[] flipped = [.. text];
                flipped[at] ^= (byte)flip;
                Assert.False(Horodate.TryParse(flipped, out _));
            }
        }
    }
}
