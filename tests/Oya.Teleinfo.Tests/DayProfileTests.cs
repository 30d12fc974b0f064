using System.Text;

namespace Oya.Teleinfo.Tests;

public class DayProfileTests
{
    static string Profile(params string[] blocks) =>
        string.Join(' ', blocks.Concat(Enumerable.Repeat("NONUTILE", 11 - blocks.Length)));

    static DayProfileSlot[] Parse(string text)
    {
        Assert.True(DayProfile.TryParse(Encoding.ASCII.GetBytes(text), out var slots), text);
        return slots;
    }

    [Fact]
    public void Off_peak_hours_close_the_contact_and_count_in_register_one() => Assert.Equal(
        [
            new(new(0, 0), ContactAction.Close, 0, 1),
            new(new(6, 20), ContactAction.Open, 0, 2),
            new(new(22, 20), ContactAction.Close, 0, 1),
        ],
        Parse(Profile("0000C001", "06208002", "2220C001")));

    [Fact]
    public void The_contact_of_a_Tempo_profile_follows_the_Tempo_object() => Assert.Equal(
        [
            new(new(0, 0), ContactAction.AsTempoSays, 0, 1),
            new(new(6, 0), ContactAction.AsTempoSays, 0, 2),
            new(new(22, 0), ContactAction.AsTempoSays, 0, 1),
        ],
        Parse(Profile("00004001", "06004002", "22004001")));

    [Fact]
    public void A_day_may_have_one_slot() =>
        Assert.Equal([new(new(0, 0), ContactAction.Open, 0, 1)], Parse(Profile("00008001")));

    [Fact]
    public void Virtual_contacts_are_bits_4_to_10_and_a_register_above_ten_means_no_change() => Assert.Equal(
        [
            new(new(1, 2), ContactAction.None, 0b1000001, 10),
            new(new(3, 4), ContactAction.None, 0, 0),
            new(new(5, 6), ContactAction.None, 0, 0),
        ],
        Parse(Profile("0102041A", "0304000B", "05063800")));

    [Fact]
    public void A_profile_may_use_all_eleven_blocks_or_none()
    {
        Assert.Equal(11, Parse(Profile([.. Enumerable.Range(0, 11).Select(i => $"{i:D2}308001")])).Length);
        Assert.Empty(Parse(Profile()));
    }

    [Theory]
    [InlineData("2400C001"), InlineData("0060C001"), InlineData("0 00C001"), InlineData("0000G001"), InlineData("NONUTILES")]
    [InlineData("NONUTILe"), InlineData("nonutile"), InlineData("0000C00"), InlineData("")]
    public void A_block_that_is_not_a_slot_makes_the_profile_invalid(string block) =>
        Assert.False(DayProfile.TryParse(Encoding.ASCII.GetBytes(Profile(block)), out _));

    [Fact]
    public void Blocks_are_separated_by_one_space() =>
        Assert.False(DayProfile.TryParse(Encoding.ASCII.GetBytes(Profile("0000C001").Replace(' ', '_')), out _));
}
