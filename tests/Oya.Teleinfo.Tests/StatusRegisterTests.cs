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
        Assert.Equal((contactOpen, coverOpen), (status.IsDryContactOpen, status.IsCoverOpen));
        Assert.Equal((producer, injecting), (status.IsProducer, status.IsExporting));
        Assert.Equal((supplier, distributor), (status.SupplierRegister, status.DistributorRegister));
        Assert.Equal((euridis, plc), ((int)status.Euridis, (int)status.PowerLine));
        Assert.Equal(synchronised, status.IsPowerLineSynchronised);
        Assert.Equal((today, tomorrow), (status.Today.ToString(), status.Tomorrow.ToString()));
        Assert.Equal((0, peak), (status.PeakNotice, status.PeakRunning));
        Assert.Equal(
            (BreakerState.Closed, false, false), (status.Breaker, status.HasOvervoltage, status.IsPowerExceeded));
        Assert.Equal((false, true), (status.IsClockDegraded, status.IsStandardTic));
    }

    /// <summary>Every value of every field of the specification's table, alone in its register.</summary>
    [Theory]
    [InlineData("Breaker", 1, 3, 0, "Closed"), InlineData("Breaker", 1, 3, 1, "OpenOnOverpower")]
    [InlineData("Breaker", 1, 3, 2, "OpenOnOvervoltage"), InlineData("Breaker", 1, 3, 3, "OpenOnLoadShedding")]
    [InlineData("Breaker", 1, 3, 4, "OpenOnOrder"), InlineData("Breaker", 1, 3, 5, "OverheatedAboveSwitchingCurrent")]
    [InlineData("Breaker", 1, 3, 6, "OverheatedBelowSwitchingCurrent")]
    [InlineData("IsDryContactOpen", 0, 1, 1, "True"), InlineData("IsCoverOpen", 4, 1, 1, "True")]
    [InlineData("HasOvervoltage", 6, 1, 1, "True"), InlineData("IsPowerExceeded", 7, 1, 1, "True")]
    [InlineData("IsProducer", 8, 1, 1, "True"), InlineData("IsExporting", 9, 1, 1, "True")]
    [InlineData("SupplierRegister", 10, 4, 0, "1"), InlineData("SupplierRegister", 10, 4, 9, "10")]
    [InlineData("DistributorRegister", 14, 2, 0, "1"), InlineData("DistributorRegister", 14, 2, 3, "4")]
    [InlineData("IsClockDegraded", 16, 1, 1, "True"), InlineData("IsStandardTic", 17, 1, 1, "True")]
    [InlineData("Euridis", 19, 2, 0, "Disabled"), InlineData("Euridis", 19, 2, 1, "Unsecured")]
    [InlineData("Euridis", 19, 2, 3, "Secured"), InlineData("PowerLine", 21, 2, 0, "NewUnlocked")]
    [InlineData("PowerLine", 21, 2, 1, "NewLocked"), InlineData("PowerLine", 21, 2, 2, "Registered")]
    [InlineData("IsPowerLineSynchronised", 23, 1, 1, "True")]
    [InlineData("Today", 24, 2, 0, "None"), InlineData("Today", 24, 2, 1, "Blue")]
    [InlineData("Today", 24, 2, 2, "White"), InlineData("Today", 24, 2, 3, "Red")]
    [InlineData("Tomorrow", 26, 2, 0, "None"), InlineData("Tomorrow", 26, 2, 1, "Blue")]
    [InlineData("Tomorrow", 26, 2, 2, "White"), InlineData("Tomorrow", 26, 2, 3, "Red")]
    [InlineData("PeakNotice", 28, 2, 0, "0"), InlineData("PeakNotice", 28, 2, 3, "3")]
    [InlineData("PeakRunning", 30, 2, 0, "0"), InlineData("PeakRunning", 30, 2, 3, "3")]
    public void A_field_is_its_bits_and_no_others(string field, int bit, int width, uint value, string meaning)
    {
        var mask = ((1u << width) - 1) << bit;
        var property = typeof(StatusRegister).GetProperty(field)!;
        Assert.Equal(meaning, property.GetValue(new StatusRegister(value << bit))!.ToString());
        Assert.Equal(meaning, property.GetValue(new StatusRegister(value << bit | ~mask))!.ToString());
    }

    [Theory]
    [InlineData(""), InlineData("003A000"), InlineData("003A00011"), InlineData("003G0001"), InlineData("0x3A0001")]
    public void What_is_not_eight_hexadecimal_digits_is_refused(string text) =>
        Assert.False(StatusRegister.TryParse(System.Text.Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void Shown_and_read_again_it_is_the_same() =>
        Gen.UInt.Sample(bits => Assert.Equal(bits, Parse(new StatusRegister(bits).ToString()).Bits));
}
