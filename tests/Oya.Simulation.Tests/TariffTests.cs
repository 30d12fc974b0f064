using CsCheck;
using Oya.Teleinfo;

namespace Oya.Simulation.Tests;

public class TariffTests
{
    [Fact]
    public void A_Tempo_season_has_22_red_and_43_white_days_on_allowed_dates()
    {
        Gen.Select(Gen.Int, Gen.Int[2016, 2040]).Sample(
            (seed, year) =>
            {
                var colours = Noons(seed, year, VillageTariff.Tempo).ToList();
                var red = colours.Where(day => day.Status.Today == TempoColour.Red).Select(day => day.Date).ToList();
                var white = colours.Where(day => day.Status.Today == TempoColour.White).Select(day => day.Date).ToList();
                Assert.Equal((22, 43), (red.Count, white.Count));
                Assert.All(red, date => Assert.True(date.Month is >= 11 or <= 3));
                Assert.All(red, date => Assert.InRange(date.DayOfWeek, DayOfWeek.Monday, DayOfWeek.Friday));
                Assert.All(white, date => Assert.NotEqual(DayOfWeek.Sunday, date.DayOfWeek));
                Assert.Equal(
                    colours.Skip(1).Select(day => day.Status.Today),
                    colours.SkipLast(1).Select(day => day.Status.Tomorrow));
            },
            iter: 12);
    }

    [Fact]
    public void A_winter_has_22_days_of_mobile_peak()
    {
        Gen.Int.Sample(
            seed =>
            {
                var peaks = Noons(seed, 2025, VillageTariff.Ejp).Where(day => day.Status.PeakRunning == 1).ToList();
                Assert.Equal(22, peaks.Count);
                Assert.All(peaks, day => Assert.True(day.Date.Month is >= 11 or <= 3));
            },
            iter: 12);
    }

    [Fact]
    public void The_register_follows_the_time_and_the_colour_of_the_Tempo_day_that_began_at_six()
    {
        var from = Decoded.Day("2025-12-01");
        var options = new VillageOptions
        {
            From = from, Days = 60, Tariff = VillageTariff.Tempo, Every = TimeSpan.FromMinutes(30), Seed = 11,
        };
        var frames = Decoded.All(options);
        var noon = frames.Where(Is(12, 0)).ToDictionary(LocalDate, frame => frame.Reading.Status!.Value.Today);
        foreach (var frame in frames.Where(frame => LocalDate(frame) > from.Date))
        {
            var local = frame.Horodates[TicLabel.DATE].Local;
            var status = frame.Reading.Status!.Value;
            var began = DateOnly.FromDateTime(local.AddHours(-6));
            var isOffPeak = local.Hour is >= 22 or < 6;
            if (noon.TryGetValue(began, out var colour))
            {
                Assert.Equal(colour, status.Today);
                Assert.Equal(2 * (int)colour - (isOffPeak ? 1 : 0), status.SupplierRegister);
                Assert.Equal(local.Hour is >= 6 and < 11, status.Tomorrow == TempoColour.None);
            }
        }

        Assert.Equal(3, noon.Values.Distinct().Count());
    }

    [Fact]
    public void Both_modes_show_the_same_colours()
    {
        var options = new VillageOptions
        {
            From = Decoded.Day("2025-12-01"), Days = 60, Tariff = VillageTariff.Tempo, Every = TimeSpan.FromMinutes(30),
        };
        var standard = Decoded.All(options);
        var historic = Decoded.All(options with { Mode = VillageMode.Historic });
        Assert.Equal(
            standard.Select(frame => frame.Reading.CurrentRegister),
            historic.Select(frame => frame.Reading.CurrentRegister));
        string[] texts = ["----", "BLEU", "BLAN", "ROUG"];
        Assert.Equal(
            standard.Select(frame => texts[(int)frame.Reading.Status!.Value.Tomorrow]),
            historic.Select(frame => frame.Data[TicLabel.DEMAIN]));
        Assert.Equal(
            standard.Select(frame => frame.Reading.Energy.ImportWh),
            historic.Select(frame => frame.Reading.Energy.ImportWh));
    }

    [Fact]
    public void A_mobile_peak_runs_from_seven_to_one_after_half_an_hour_of_notice()
    {
        var options = new VillageOptions
        {
            From = Decoded.Day("2025-12-01"), Days = 60, Tariff = VillageTariff.Ejp,
            Every = TimeSpan.FromMinutes(15), Seed = 4,
        };
        var frames = Decoded.All(options);
        var days = frames.Where(Is(12, 0)).Where(frame => frame.Reading.Status!.Value.PeakRunning == 1)
            .Select(LocalDate).ToHashSet();
        Assert.NotEmpty(days);
        foreach (var frame in frames.Where(frame => frame.Reading.At > options.From!.Value.End))
        {
            var local = frame.Horodates[TicLabel.DATE].Local;
            var status = frame.Reading.Status!.Value;
            var began = local.AddHours(-7);
            var isPeak = began.Hour < 18 && days.Contains(DateOnly.FromDateTime(began));
            var isNotice = local.Hour == 6 && local.Minute >= 30 && days.Contains(DateOnly.FromDateTime(local));
            Assert.Equal((isPeak ? 1 : 0, isNotice ? 1 : 0), (status.PeakRunning, status.PeakNotice));
            Assert.Equal(isPeak ? 2 : 1, status.SupplierRegister);
            Assert.Equal(isNotice, frame.Data.ContainsKey(TicLabel.PPOINTE));
            Assert.Equal(isPeak || isNotice, frame.Horodates.ContainsKey(TicLabel.DPM1));
            if (isPeak || isNotice)
            {
                var date = isPeak ? began.Date : local.Date;
                Assert.Equal(date.AddHours(7), frame.Horodates[TicLabel.DPM1].Local);
                Assert.Equal(date.AddHours(25), frame.Horodates[TicLabel.FPM1].Local);
            }
        }
    }

    [Fact]
    public void Off_peak_hours_are_from_22_to_6()
    {
        var options = new VillageOptions
        {
            From = Decoded.Day("2026-03-28"), Days = 2, Tariff = VillageTariff.HpHc, Every = TimeSpan.FromMinutes(30),
        };
        Assert.All(Decoded.All(options), frame => Assert.Equal(
            frame.Horodates[TicLabel.DATE].Local.Hour is >= 22 or < 6 ? 1 : 2, frame.Reading.CurrentRegister));
    }

    static IEnumerable<(DateOnly Date, StatusRegister Status)> Noons(int seed, int year, VillageTariff tariff)
    {
        var from = new ParisDay(new DateOnly(year, 9, 1));
        var options = new VillageOptions
        {
            From = from, Days = new DateOnly(year + 1, 9, 1).DayNumber - from.Date.DayNumber, Tariff = tariff,
            Seed = seed,
            Every = TimeSpan.FromHours(6),
        };
        // With a frame every six hours from midnight, one is between 11:00 and 13:00, in summer and in winter.
        return Decoded.All(options)
            .Where(frame => frame.Horodates[TicLabel.DATE].Local.Hour is >= 11 and <= 13)
            .Select(frame => (LocalDate(frame), frame.Reading.Status!.Value));
    }

    static Func<DecodedFrame, bool> Is(int hour, int minute) =>
        frame => frame.Horodates[TicLabel.DATE].Local.TimeOfDay == new TimeSpan(hour, minute, 0);

    static DateOnly LocalDate(DecodedFrame frame) => DateOnly.FromDateTime(frame.Horodates[TicLabel.DATE].Local);
}
