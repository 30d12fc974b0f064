using CsCheck;

namespace Oya.Teleinfo.Tests;

public class StatusRegisterTests
{
    static StatusRegister Parse(string text)
    {
        Assert.True(StatusRegister.TryParse(System.Text.Encoding.ASCII.GetBytes(text), out var status));
        return status;
    }

    // Values seen on real meters, with what the other groups of their frames say.
    [Theory]
    [InlineData("003A0001", true, false, false, false, 1, 1, 3, 1, false, "None", "None", 0)]
    [InlineData("003A4401", true, false, false, false, 2, 2, 3, 1, false, "None", "None", 0)]
    [InlineData("000A4411", true, true, false, false, 2, 2, 1, 0, false, "None", "None", 0)]
    [InlineData("002A0301", true, false, true, true, 1, 1, 1, 1, false, "None", "None", 0)]
    [InlineData("003A0101", true, false, true, false, 1, 1, 3, 1, false, "None", "None", 0)]
    [InlineData("013A0501", true, false, true, false, 2, 1, 3, 1, false, "Blue", "None", 0)]
    [InlineData("013A0000", false, false, false, false, 1, 1, 3, 1, false, "Blue", "None", 0)]
    [InlineData("463A0800", false, false, false, false, 3, 1, 3, 1, false, "White", "Blue", 1)]
    [InlineData("00DA0401", true, false, false, false, 2, 1, 3, 2, true, "None", "None", 0)]
    public void A_register_of_a_real_meter_is_read_bit_by_bit(
        string text, bool contactOpen, bool coverOpen, bool producer, bool injecting, int supplier, int distributor,
        int euridis, int plc, bool synchronised, string today, string tomorrow, int peak)
    {
        var status = Parse(text);
        Assert.Equal((contactOpen, coverOpen), (status.DryContactOpen, status.CoverOpen));
        Assert.Equal((producer, injecting), (status.IsProducer, status.Injecting));
        Assert.Equal((supplier, distributor), (status.SupplierRegister, status.DistributorRegister));
        Assert.Equal((euridis, plc, synchronised), (status.Euridis, status.Plc, status.PlcSynchronised));
        Assert.Equal((today, tomorrow), (status.Today.ToString(), status.Tomorrow.ToString()));
        Assert.Equal((0, peak), (status.PeakNotice, status.PeakRunning));
        Assert.Equal((0, false, false), (status.Breaker, status.Overvoltage, status.PowerExceeded));
        Assert.Equal((false, true), (status.ClockDegraded, status.StandardTic));
    }

    [Theory]
    [InlineData("0000000E", 7), InlineData("00000002", 1), InlineData("0000000C", 6)]
    public void The_breaker_has_three_bits(string text, int breaker) => Assert.Equal(breaker, Parse(text).Breaker);

    [Fact]
    public void Each_flag_is_its_bit()
    {
        Assert.True(Parse("00000040").Overvoltage);
        Assert.True(Parse("00000080").PowerExceeded);
        Assert.True(Parse("00010000").ClockDegraded);
        // The bit of the clock is not a third one of the distributor's register.
        Assert.Equal(4, Parse("0001C000").DistributorRegister);
        Assert.Equal((2, 3), (Parse("E0000000").PeakNotice, Parse("E0000000").PeakRunning));
        Assert.Equal((TempoColour.Red, TempoColour.Red), (Parse("0F000000").Today, Parse("0F000000").Tomorrow));
    }

    [Theory]
    [InlineData(""), InlineData("003A000"), InlineData("003A00011"), InlineData("003G0001"), InlineData("0x3A0001")]
    public void What_is_not_eight_hexadecimal_digits_is_refused(string text) =>
        Assert.False(StatusRegister.TryParse(System.Text.Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void Shown_and_read_again_it_is_the_same() =>
        Gen.UInt.Sample(bits => Assert.Equal(bits, Parse(new StatusRegister(bits).ToString()).Bits));
}
