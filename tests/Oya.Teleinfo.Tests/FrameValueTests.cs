using System.Text;

namespace Oya.Teleinfo.Tests;

/// <summary>What a frame says, in the types of what it says: the examples of the specification and of real meters.</summary>
public class FrameValueTests
{
    static readonly Horodate Noon = Horodate.FromInstant(At("2020-02-14T12:00:00+01:00"));

    static Instant At(string text) => Instant.TryParse(text, out var at) ? at : throw new FormatException(text);

    /// <summary>What is asked of the frame of some groups; every frame has an address.</summary>
    static T From<T>(Action<TicWriter> write, Func<TicFrame, T> ask)
    {
        var handler = new Asker<T>(ask);
        var decoder = new TicDecoder();
        decoder.Decode(TestFrames.Frame(write), ref handler);
        return Assert.Single(handler.Answers);
    }

    [Theory]
    [InlineData(140, 3, 4, 8), InlineData(1, 1), InlineData(0), InlineData(255, 1, 2, 3, 4, 5, 6, 7, 8)]
    public void Relays_are_bits_of_a_decimal(int value, params int[] closed)
    {
        var relays = From(w => w.WriteGroup(TicLabel.RELAIS, value), frame => frame.Relays) ?? default;
        Assert.Equal(closed, Enumerable.Range(1, RelayStates.Count).Where(relays.IsClosed));
        Assert.Equal(closed.Contains(1), relays.IsDryContactClosed);
        Assert.Throws<ArgumentOutOfRangeException>(() => relays.IsClosed(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => relays.IsClosed(9));
    }

    [Fact]
    public void A_Tempo_white_day_is_a_peak_from_six_to_six()
    {
        var peak = From(
            w =>
            {
                w.WriteGroup(TicLabel.DPM1, new(' ', new(2020, 2, 14, 6, 0, 0)), "00"u8);
                w.WriteGroup(TicLabel.FPM1, new(' ', new(2020, 2, 15, 6, 0, 0)), "00"u8);
            },
            frame => (frame.GetMobilePeak(1), frame.GetMobilePeak(2), frame.GetMobilePeak(3)));
        Assert.Equal(
            (new MobilePeak(At("2020-02-14T06:00:00+01:00"), At("2020-02-15T06:00:00+01:00")), null, null), peak);
    }

    [Fact]
    public void A_peak_may_have_lost_its_start_or_its_end()
    {
        var summer = new Horodate(' ', new(2026, 7, 1, 18, 30, 0));
        Assert.Equal(
            new MobilePeak(null, At("2026-07-01T18:30:00+02:00")),
            From(w => w.WriteGroup(TicLabel.FPM3, summer, "00"u8), frame => frame.GetMobilePeak(3)));
        Assert.Equal(
            new MobilePeak(At("2026-07-01T18:30:00+02:00"), null),
            From(w => w.WriteGroup(TicLabel.DPM2, summer, "00"u8), frame => frame.GetMobilePeak(2)));
    }

    [Theory]
    [InlineData(2026, 3, 29), InlineData(2026, 10, 25)]
    public void In_the_hour_that_the_clocks_skip_or_repeat_a_peak_has_no_known_start(int year, int month, int day)
    {
        var twice = new Horodate(' ', new(year, month, day, 2, 30, 0));
        Assert.Null(From(w => w.WriteGroup(TicLabel.DPM1, twice, "00"u8), frame => frame.GetMobilePeak(1)));
    }

    [Fact]
    public void Tomorrow_has_its_slots_and_so_has_the_peak_day()
    {
        const string OffPeak = "0000C001 06208002 2220C001", Tempo = "00004001 06004002 22004001";
        var (tomorrow, peak) = From(
            w =>
            {
                w.WriteGroup(TicLabel.PJOURF_1, Profile(OffPeak));
                w.WriteGroup(TicLabel.PPOINTE, Profile(Tempo));
            },
            frame => (frame.GetDayProfile(TicLabel.PJOURF_1), frame.GetDayProfile(TicLabel.PPOINTE)));
        Assert.Equal("00:00 Close 0 1, 06:20 Open 0 2, 22:20 Close 0 1", Text(tomorrow));
        Assert.Equal("00:00 AsTempoSays 0 1, 06:00 AsTempoSays 0 2, 22:00 AsTempoSays 0 1", Text(peak));
    }

    [Fact]
    public void A_label_that_is_no_profile_has_no_slots() => Assert.Equal((null, null), From(
        w => w.WriteGroup(TicLabel.EAST, 1), frame => (frame.GetDayProfile(TicLabel.EAST), frame.GetDayProfile(TicLabel.PJOURF_1))));

    [Fact]
    public void Three_phases_have_three_currents_voltages_and_powers()
    {
        var seen = From(
            w =>
            {
                foreach (var (label, value) in new[]
                {
                    (TicLabel.IRMS1, 1), (TicLabel.IRMS2, 22), (TicLabel.IRMS3, 333),
                    (TicLabel.URMS1, 228), (TicLabel.URMS2, 0), (TicLabel.URMS3, 999), (TicLabel.SINSTS, 99_999),
                    (TicLabel.SINSTS1, 12), (TicLabel.SINSTS2, 48_370), (TicLabel.SINSTS3, 0), (TicLabel.SINSTI, 1253),
                })
                {
                    w.WriteGroup(label, value);
                }
            },
            frame => (
                frame.ImportVa, frame.ExportVa, Phases(frame, (f, n) => f.GetCurrent(n)),
                Phases(frame, (f, n) => f.GetVoltage(n)), Phases(frame, (f, n) => f.GetImportVa(n))));
        Assert.Equal((99_999, 1253, "1 22 333", "228 0 999", "12 48370 0"), seen);
    }

    [Fact]
    public void Historic_mode_has_one_current_or_three_and_no_voltage()
    {
        string Amperes(Action<TicWriter> write) => From(write, frame => Phases(frame, (f, n) => f.GetCurrent(n)));
        Assert.Equal("7 - -", Amperes(w => w.WriteGroup(TicLabel.IINST, 7)));
        Assert.Equal("3 30 9", Amperes(w =>
        {
            w.WriteGroup(TicLabel.IINST1, 3);
            w.WriteGroup(TicLabel.IINST2, 30);
            w.WriteGroup(TicLabel.IINST3, 9);
        }));
        Assert.Equal(
            (730, null, "- - -"),
            From(w => w.WriteGroup(TicLabel.PAPP, 730),
                frame => (frame.ImportVa, frame.ExportVa, Phases(frame, (f, n) => f.GetVoltage(n)))));
    }

    [Fact]
    public void Points_of_the_load_curve_are_stamped_with_their_end()
    {
        var points = From(
            w =>
            {
                w.WriteGroup(TicLabel.CCASN, Noon, 740);
                w.WriteGroup(TicLabel.CCASN_1, Horodate.FromInstant(At("2020-02-14T11:30:00+01:00")), 99_999);
            },
            frame => (frame.LastPoint, frame.PreviousPoint));
        Assert.Equal(
            (new LoadCurvePoint(At("2020-02-14T12:00:00+01:00"), 740),
                new LoadCurvePoint(At("2020-02-14T11:30:00+01:00"), 99_999)),
            points);
    }

    [Fact]
    public void What_did_not_come_is_null() => Assert.Equal(
        (null, null, null, null, null, null, null, null),
        From(w => w.WriteGroup(TicLabel.ADSC, "041876000321"u8), frame => (
            frame.ImportWh, frame.ImportVa, frame.GetCurrent(1), frame.LastPoint, frame.Relays, frame.Status,
            frame.GetMobilePeak(1),
            frame.Time)));

    [Theory]
    [InlineData(0), InlineData(4)]
    public void There_is_no_phase_or_peak_but_one_to_three(int number)
    {
        static void Refuses(Action<TicFrame> ask) => Assert.Throws<ArgumentOutOfRangeException>(
            () => From(w => w.WriteGroup(TicLabel.EAST, 1), frame =>
            {
                ask(frame);
                return 0;
            }));
        Refuses(frame => frame.GetCurrent(number));
        Refuses(frame => frame.GetVoltage(number));
        Refuses(frame => frame.GetImportVa(number));
        Refuses(frame => frame.GetMobilePeak(number));
    }

    [Theory]
    [InlineData(0), InlineData(11), InlineData(5, false)]
    public void There_is_no_register_beyond_those_of_its_kind(int number, bool supplier = true)
    {
        var registers = default(EnergyRegisters);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => supplier ? registers.GetSupplierWh(number) : registers.GetDistributorWh(number));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => supplier ? registers.WithSupplierWh(number, 1) : registers.WithDistributorWh(number, 1));
    }

    static byte[] Profile(string used) =>
        Encoding.ASCII.GetBytes(used + string.Concat(Enumerable.Repeat(" NONUTILE", 11 - (used.Length + 1) / 9)));

    static string Text(DayProfileSlot[]? slots) => string.Join(
        ", ", slots!.Select(slot => $"{slot.Start:HH:mm} {slot.DryContact} {slot.VirtualContacts} {slot.Register}"));

    static string Phases(TicFrame frame, Func<TicFrame, int, int?> ask) =>
        $"{Text(ask(frame, 1))} {Text(ask(frame, 2))} {Text(ask(frame, 3))}";

    static string Text(int? value) => value?.ToString() ?? "-";

    sealed class Asker<T>(Func<TicFrame, T> ask) : ITicHandler
    {
        public List<T> Answers { get; } = [];

        public void OnFrame(in TicFrame frame) => Answers.Add(ask(frame));
    }
}
