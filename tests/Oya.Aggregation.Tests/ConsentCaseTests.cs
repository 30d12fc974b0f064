using System.Globalization;
using Oya.Storage;
using Oya.Teleinfo;
using static Oya.Aggregation.Tests.World;

namespace Oya.Aggregation.Tests;

/// <summary>What consents let through, CURVES 6; readings of 1200 W throughout.</summary>
public class ConsentCaseTests
{
    const string Date = "2026-01-15";

    [Fact] // Case 8
    public async Task Both_consents_at_noon_release_the_24_points_after_it()
    {
        using var world = await Consented(Date, since: $"{Date}T12:00");
        await Fill(world, Date);

        var points = await world.Released(Date);
        Assert.Equal(24, points.Count);
        Assert.Equal(($"{Date}T12:30:00+01:00", "2026-01-16T00:00:00+01:00"), (points.First().Key, points.Last().Key));
        Assert.Equal(14_400, points.Values.Sum(point => point.Wh));
        var absent = (await world.Curve(Date))!.Points.Take(24);
        Assert.All(absent, point => Assert.Equal((null, Absence.NoConsent), (point.Wh, point.Absence)));
        Assert.Equal(28_800, (await world.Daily(Date))!.ImportWh);
        // Never stored: but for the first of the day, nothing is there before noon.
        Assert.Equal(1, Readings(world, $"{Date}T00:00", $"{Date}T12:00"));
    }

    [Fact] // Case 9
    public async Task Each_consent_has_its_own_state_and_collecte_waits_for_its_first_reading()
    {
        using var world = await After("2026-01-14");
        var readings = Feed.Constant(Day(Date)).ToList();
        await Live(world, readings, $"{Date}T08:00");
        await world.Ledger.ActivateAsync(Point, ConsentKind.Enregistrement, null, null, Token);
        Assert.Equal(ConsentStatus.On, (await world.State(ConsentKind.Enregistrement)).Status);
        Assert.Equal(At($"{Date}T08:00"), (await world.State(ConsentKind.Enregistrement)).Since);
        Assert.Equal(ConsentStatus.Off, (await world.State(ConsentKind.Collecte)).Status);

        await Live(world, readings, $"{Date}T12:09:30");
        world.Clock.SetUtcNow(At($"{Date}T12:10").ToUtc());
        await world.Ledger.ActivateAsync(Point, ConsentKind.Collecte, null, null, Token);
        Assert.Equal(("En cours de traitement", ConsentStatus.Pending),
            ((await world.State(ConsentKind.Collecte)).Word, (await world.State(ConsentKind.Collecte)).Status));

        await Live(world, readings, $"{Date}T12:10:30");
        Assert.Equal((ConsentStatus.On, "Activé"),
            ((await world.State(ConsentKind.Collecte)).Status, (await world.State(ConsentKind.Collecte)).Word));

        await Live(world, readings, "2026-01-16T00:01");
        await world.Rebuild();
        var points = await world.Released(Date);
        Assert.Equal(23, points.Count);
        Assert.Equal($"{Date}T13:00:00+01:00", points.First().Key);
        Assert.Equal(13_800, points.Values.Sum(point => point.Wh));
    }

    [Theory] // Case 10
    [InlineData("2026-03-29", "2026-03-29T03:10:00+02:00", "2026-03-29T04:00:00+02:00", 41, 24_600)]
    [InlineData("2026-10-25", "2026-10-25T02:30:00+02:00", "2026-10-25T02:00:00+01:00", 45, 27_000)]
    [InlineData("2026-10-25", "2026-10-25T02:30:00+01:00", "2026-10-25T03:00:00+01:00", 43, 25_800)]
    public async Task A_consent_in_the_night_of_a_change_begins_at_its_own_instant(
        string day, string since, string first, int count, int wh)
    {
        using var world = await Consented(day, since);
        await Fill(world, day);

        var points = await world.Released(day);
        Assert.Equal((count, first, wh), (points.Count, points.First().Key, points.Values.Sum(point => point.Wh)));
        Assert.Equal(count, (await world.Publication.PublishAsync(Day(day), Token)).Points);
    }

    [Fact] // Case 12
    public async Task Activated_again_after_a_withdrawal_nothing_of_before_comes_back()
    {
        using var world = await Consented(Date, since: "2026-01-10");
        world.Clock.AdjustTime(At($"{Date}T00:00").ToUtc());
        var readings = Feed.Constant(Day(Date)).ToList();
        await Live(world, readings, $"{Date}T14:20");
        await world.Rebuild();
        Assert.Equal(28, (await world.Released(Date)).Count);

        await world.Ledger.WithdrawAsync(Point, ConsentKind.Collecte, null, Token);
        Assert.Empty(await world.Released(Date));
        await Live(world, readings, $"{Date}T16:00");
        await world.Ledger.ActivateAsync(Point, ConsentKind.Collecte, null, null, Token);
        await Live(world, readings, "2026-01-16T00:01");

        var result = await world.Publication.PublishAsync(Day(Date), Token);
        Assert.Equal((1, 16), (result.Released, result.Points));
        var points = await world.Released(Date);
        Assert.Equal((16, $"{Date}T16:30:00+01:00"), (points.Count, points.First().Key));
        Assert.Equal(9_600, points.Values.Sum(point => point.Wh));
        // Nor is it kept: the first reading of the day alone is there before 16:00.
        Assert.Equal(1, Readings(world, $"{Date}T00:00", $"{Date}T16:00"));
        Assert.Equal(28_800, (await world.Daily(Date))!.ImportWh);
    }

    [Fact] // Case 14
    public async Task Withdrawing_enregistrement_ends_collecte_with_it()
    {
        using var world = await Consented(Date, since: "2026-01-10");
        await Fill(world, Date);
        await world.Ledger.WithdrawAsync(Point, ConsentKind.Enregistrement, null, Token);

        Assert.Equal(
            [(ConsentStatus.Off, "withdrawn"), (ConsentStatus.Off, "withdrawn")],
            (await world.Ledger.StatusAsync(Point, Token)).Select(state => (state.Status, state.Reason)));
        Assert.Equal(2, (await world.Ledger.HistoryAsync(Point, Token)).Count(e => e.Act == ConsentAct.Withdrawn));
        await world.Rebuild();
        Assert.Empty(await world.Released(Date));
        Assert.Null(await world.Curve(Date));
        Assert.Equal(2, Readings(world, $"{Date}T00:00", "2026-01-16T00:00"));
        Assert.Equal(28_800, (await world.Daily(Date))!.ImportWh);
    }

    [Fact] // Case 14
    public async Task An_imported_withdrawal_of_enregistrement_ends_collecte_for_good()
    {
        using var world = await Consented(Date, since: "2026-01-10");
        await world.Consent(ConsentKind.Enregistrement, ConsentAct.Withdrawn, $"{Date}T06:00");
        await world.Consent(ConsentKind.Enregistrement, ConsentAct.Activated, $"{Date}T07:00");
        await Fill(world, Date);

        Assert.Equal(ConsentStatus.On, (await world.State(ConsentKind.Enregistrement)).Status);
        Assert.Equal(ConsentStatus.Off, (await world.State(ConsentKind.Collecte)).Status);
        Assert.Empty(await world.Released(Date));
    }

    [Fact] // Case 15
    public async Task A_new_holder_sees_nothing_older()
    {
        using var world = await Consented("2026-01-20", since: "2026-01-10");
        await world.Store(Feed.Constant(Day("2026-01-19").Start, Day("2026-01-20").End));
        await world.Rebuild();
        Assert.Equal(48, (await world.Released("2026-01-19")).Count);

        await world.Register(
            Entry("2020-01-01", to: "2026-01-20T10:00"), Entry("2026-01-20T10:00", holder: "bela"));
        await world.Rebuild();
        Assert.Empty(await world.Released("2026-01-19"));
        Assert.Empty(await world.Released("2026-01-20"));
        Assert.Equal(
            ["holder left", "holder left"], (await world.Ledger.StatusAsync(Point, Token))
                .Select(state => state.Reason));
        // What came after ten o'clock came without the consent of the new holder.
        Assert.Equal(1, Readings(world, "2026-01-20T10:00", "2026-01-21T00:00"));

        await world.Consent(ConsentKind.Enregistrement, ConsentAct.Activated, "2026-01-20T12:00", holder: "bela");
        await world.Consent(ConsentKind.Collecte, ConsentAct.Activated, "2026-01-20T12:00", holder: "bela");
        await world.Rebuild();
        Assert.Empty(await world.Released("2026-01-19"));
        Assert.Empty(await world.Released("2026-01-20"));
    }

    [Fact] // Case 15
    public async Task A_new_holder_does_not_see_what_had_expired_before_nor_what_was_asked_for()
    {
        using var world = await After("2026-01-20");
        await world.Consent(ConsentKind.Enregistrement, ConsentAct.Activated, "2026-01-10", "2026-01-15");
        await world.Consent(ConsentKind.Collecte, ConsentAct.Activated, "2026-01-10", "2026-01-15");
        await world.Consent(ConsentKind.Collecte, ConsentAct.Requested, "2026-01-16");
        await world.Store(Feed.Constant(Day("2026-01-14").Start, Day("2026-01-15").End));
        await world.Rebuild();
        Assert.Equal(48, (await world.Released("2026-01-14")).Count);
        Assert.Equal(ConsentStatus.Pending, (await world.State(ConsentKind.Collecte)).Status);

        await world.Register(
            Entry("2020-01-01", to: "2026-01-20T10:00"), Entry("2026-01-20T10:00", holder: "bela"));
        Assert.Empty(await world.Released("2026-01-14"));
        Assert.Equal(ConsentStatus.Off, (await world.State(ConsentKind.Collecte)).Status);
        Assert.Equal(0, (await world.Publication.PublishAsync(Day("2026-01-14"), Token)).Released);
    }

    [Fact] // Case 15
    public async Task A_holder_who_comes_back_begins_anew()
    {
        using var world = await Consented("2026-01-20", since: "2026-01-10");
        await world.Register(
            Entry("2020-01-01", to: "2026-01-12"), Entry("2026-01-12", to: "2026-01-14", holder: "bela"),
                Entry("2026-01-14"));
        await Fill(world, "2026-01-19");

        Assert.Empty(await world.Released("2026-01-19"));
        Assert.All(await world.Ledger.StatusAsync(Point, Token), state => Assert.Equal(ConsentStatus.Off, state.Status));
    }

    [Fact] // Case 16
    public async Task The_last_day_before_an_expiry_is_released_and_nothing_after()
    {
        using var world = await Consented("2026-02-01", since: "2023-02-01");
        await world.Store(Feed.Constant(Day("2026-01-31").Start, Day("2026-02-01").End.AddSeconds(60)));

        var last = await world.Publication.PublishAsync(Day("2026-01-31"), Token);
        Assert.Equal((1, 48), (last.Released, last.Points));
        Assert.Equal("2026-02-01T00:00:00+01:00", (await world.Released("2026-01-31")).Last().Key);
        var after = await world.Publication.PublishAsync(Day("2026-02-01"), Token);
        Assert.Equal((0, 0), (after.Released, after.Points));
        Assert.Equal(1, after.Withheld["expired"]);
        Assert.All(
            await world.Ledger.StatusAsync(Point, Token),
            state => Assert.Equal((ConsentStatus.Off, "expired", At("2026-02-01")),
                (state.Status, state.Reason, state.Since)));
        // Expiry removes nothing: the readings of the last day are all there.
        Assert.Equal(1440, Readings(world, "2026-01-31", "2026-02-01"));
    }

    [Fact] // Case 17
    public async Task More_than_36_months_are_refused()
    {
        using var world = await After("2026-01-14");

        var refused = await Assert.ThrowsAsync<ConsentException>(() => world.Ledger.ActivateAsync(
            Point, ConsentKind.Collecte, null, At("2029-01-15T00:00:01"), Token));
        Assert.Contains("36 months", refused.Message);
        Assert.Contains("2029-01-15T00:00:00+01:00", refused.Remedy);
        await world.Ledger.ActivateAsync(Point, ConsentKind.Collecte, null, At("2029-01-15T00:00:00"), Token);
        await Assert.ThrowsAsync<ConsentException>(() =>
            world.Consent(ConsentKind.Collecte, ConsentAct.Activated, "2022-01-01", "2025-01-01T00:00:01"));
    }

    [Fact] // Case 17
    public async Task Nothing_starts_in_the_past_but_an_import_with_its_proof()
    {
        using var world = await After("2026-01-14");
        await world.Ledger.ActivateAsync(Point, ConsentKind.Collecte, null, null, Token);
        Assert.Equal(At("2026-01-15"), (await world.Ledger.HistoryAsync(Point, Token)).Single().At);

        await Assert.ThrowsAsync<ConsentException>(() => world.Ledger.ActivateAsync(
            Point, ConsentKind.Collecte, null, At("2026-01-14"), Token));
        await Assert.ThrowsAsync<ConsentException>(() => world.Ledger.ImportAsync(
            [new(Point, "anne", ConsentKind.Collecte, ConsentAct.Activated, At("2026-01-10"), null, "")], Token));
        await Assert.ThrowsAsync<ConsentException>(() =>
            world.Consent(ConsentKind.Collecte, ConsentAct.Activated, "2026-01-15T00:00:01"));
        Assert.Single(await world.Ledger.HistoryAsync(Point, Token));
    }

    [Fact] // Case 42
    public async Task Without_consent_no_half_hour_is_anywhere()
    {
        using var world = await After("2026-01-16");
        foreach (var batch in Feed.Constant(Day(Date).Start, Day("2026-01-16").End).Chunk(7))
        {
            await world.Store(batch);
        }

        await world.Rebuild();
        await world.Publication.PublishAsync(Day(Date), Token);

        Assert.Equal(
            [$"{Date}T00:00", $"{Date}T23:59", "2026-01-16T00:00", "2026-01-16T23:59", "2026-01-17T00:00"],
            world.Rows("select at from reading order by at")
                .Select(at => new Instant(long.Parse(at, CultureInfo.InvariantCulture))
                .InParis().ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture)));
        // The meter's own points are half-hours as well.
        Assert.Equal(["0"], world.Rows("select count(*) from reading where cc_w is not null or cc1_w is not null"));
        Assert.Equal(["0", "0"],
            world.Rows("select count(*) from load_curve union all select count(*) from release_item"));
        Assert.DoesNotContain("PT30M", await File.ReadAllTextAsync(
            Path.Combine(world.Publications, $"{Date}-nightly-0", "curves.csv"), Token));
        Assert.Equal(28_800, (await world.Daily(Date))!.ImportWh);
    }

    static async Task Fill(World world, string day)
    {
        await world.Store(Feed.Constant(Day(day)));
        await world.Rebuild();
    }

    /// <summary>Stores, minute after minute, what came since the clock's time, and sets the clock.</summary>
    static async Task Live(World world, List<Reading> readings, string until)
    {
        foreach (var batch in readings.TakeWhile(reading => reading.At <= At(until)).Chunk(60).ToList())
        {
            await world.Store(batch);
        }

        readings.RemoveAll(reading => reading.At <= At(until));
        world.Clock.AdjustTime(At(until).ToUtc());
    }

    static int Readings(World world, string from, string to) => int.Parse(
        world.Rows($"select count(*) from reading where at >= {At(from).UnixSeconds} and at < {At(to).UnixSeconds}")[0],
        CultureInfo.InvariantCulture);
}
