using System.Reflection;
using System.Runtime.CompilerServices;

namespace Oya.Teleinfo.Tests;

/// <summary>What would compile and go wrong does not compile, or says what is wrong.</summary>
public class TrapTests
{
    [Theory]
    [InlineData(-5), InlineData(long.MinValue), InlineData(1_000_000_000_000), InlineData(long.MaxValue)]
    public void A_number_that_is_not_of_twelve_digits_is_no_address(long value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MeterAddress(value));

    [Theory]
    [InlineData(-5), InlineData(long.MinValue), InlineData(100_000_000_000_000), InlineData(long.MaxValue)]
    public void A_number_that_is_not_of_fourteen_digits_is_no_usage_point(long value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Prm(value));

    [Fact]
    public void The_lowest_and_the_highest_of_their_digits_are_ones() => Assert.Equal(
        ("000000000000", "999999999999", "00000000000000", "99999999999999"),
        (new MeterAddress(0).ToDigits(), new MeterAddress(999_999_999_999).ToDigits(),
            new Prm(0).ToDigits(), new Prm(99_999_999_999_999).ToDigits()));

    /// <summary>
    /// Only a <see cref="Reading"/> is filled by the program that makes one; nothing in it can be set by halves.
    /// </summary>
    [Fact]
    public void No_value_but_a_reading_can_be_changed()
    {
        var values = typeof(TicDecoder).Assembly.GetExportedTypes()
            .Where(type => type is { IsValueType: true, IsEnum: false })
            .Where(type => type != typeof(Reading) && type.Name != nameof(TicGroups.Enumerator));
        Assert.All(values, type => Assert.True(type.IsDefined(typeof(IsReadOnlyAttribute)), type.Name));
        Assert.DoesNotContain(
            typeof(EnergyRegisters).GetMethods(BindingFlags.Public | BindingFlags.Instance),
            method => method.ReturnType == typeof(void) && !method.ReturnParameter.GetRequiredCustomModifiers()
                .Contains(typeof(IsExternalInit)));
    }

    [Fact]
    public void Registers_with_another_value_are_other_registers()
    {
        var reading = new Reading { Energy = new() { ImportWh = 9, ExportWh = 8 } };
        var changed = reading.Energy.WithSupplierWh(1, 5).WithDistributorWh(4, 7);

        Assert.Equal((null, null), (reading.Energy.GetSupplierWh(1), reading.Energy.GetDistributorWh(4)));
        Assert.Equal(
            (9L, 8, 5, 7),
            (changed.ImportWh!.Value, changed.ExportWh, changed.GetSupplierWh(1), changed.GetDistributorWh(4)));
        Assert.Equal(reading.Energy, changed.WithSupplierWh(1, null).WithDistributorWh(4, null));
        Assert.True(default(EnergyRegisters).IsEmpty);
        Assert.False(default(EnergyRegisters).WithDistributorWh(4, 0).IsEmpty);
        Assert.False(new EnergyRegisters { ImportWh = 0 }.IsEmpty);
    }

    [Theory]
    [InlineData(-1), InlineData(1_000_000_000), InlineData(int.MinValue)]
    public void What_a_register_cannot_hold_is_refused(int wh)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => default(EnergyRegisters).WithSupplierWh(1, wh));
        Assert.Throws<ArgumentOutOfRangeException>(() => default(EnergyRegisters).WithDistributorWh(1, wh));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EnergyRegisters { ExportWh = wh });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EnergyRegisters { ImportWh = 6L * wh });
    }

    [Fact]
    public void A_span_of_time_says_its_unit()
    {
        var at = new Instant(1_000_000);
        Assert.Equal(TimeSpan.FromMinutes(1), at.AddSeconds(60) - at);
        Assert.Equal(TimeSpan.FromMinutes(-1), at - at.AddSeconds(60));
        Assert.Equal(at.AddSeconds(3600), at + TimeSpan.FromHours(1));
        Assert.Equal(at.AddSeconds(-3600), at - TimeSpan.FromHours(1));
        Assert.Equal(new HalfHour(new(1800)).End - new HalfHour(new(1800)).Start, HalfHour.Duration);
    }

    [Fact]
    public void A_part_of_a_second_is_not_lost_in_silence()
    {
        Assert.Throws<ArgumentException>(() => new Instant(0) + TimeSpan.FromMilliseconds(1500));
        Assert.Throws<ArgumentException>(() => new Instant(0) - TimeSpan.FromMilliseconds(1));
        Assert.Throws<OverflowException>(() => new Instant(long.MaxValue / 2) - new Instant(0));
    }

    [Theory]
    [InlineData(1), InlineData(900), InlineData(-1)]
    public void A_half_hour_begins_on_the_half_hour(long seconds) =>
        Assert.Throws<ArgumentException>(() => new HalfHour(new(seconds)));

    [Theory]
    [InlineData('X'), InlineData('\u0148'), InlineData('\0')]
    public void A_horodate_has_a_season_that_there_is(char season) =>
        Assert.Throws<ArgumentException>(() => new Horodate(season, new(2026, 1, 15)));

    [Theory]
    [InlineData(1999), InlineData(2100)]
    public void A_horodate_has_a_year_of_two_digits(int year) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Horodate('H', new(year, 1, 15)));

    /// <summary>
    /// The numbers themselves are in <c>PublicApi.txt</c>: a label that comes later changes none of them.
    /// </summary>
    [Fact]
    public void The_order_of_emission_is_that_of_the_table_of_forms_and_not_of_the_numbers()
    {
        Assert.Equal(
            Enumerable.Range(1, LabelForm.All.Count),
            LabelForm.All.Select(form => (int)LabelTable.GetOrder(form.Label)));
        Assert.Equal(0, LabelTable.GetOrder(TicLabel.Unknown));
        Assert.All(Enum.GetValues<TicLabel>(), label => Assert.InRange((int)label, 0, 127));
    }
}
