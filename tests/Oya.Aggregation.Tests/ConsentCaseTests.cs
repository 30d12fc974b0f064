using System.Globalization;
using Oya.Storage;
using Oya.Teleinfo;
using static Oya.Aggregation.Tests.World;

namespace Oya.Aggregation.Tests;

/// <summary>Tests which half-hours consents release. All readings have a power of 1200 W.</summary>
public class ConsentCaseTests
{
    const string Date = "2026-01-15";

    [Fact]
    public async Task Both_consents_given_at_noon_release_the_24_points_after_noon()
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
        // Readings before noon are not stored, except the first one of the day.
        Assert.Equal(1, Readings(world, $"{Date}T00:00", $"{Date}T12:00"));
    }

    [Fact]
    public async Task Each_consent_has_its_own_state_and_collecte_is_pending_until_the_first_reading()
    {
        using var world = await After("2026-01-14");
        var readings = Feed.Constant(Day(Date)).ToList();
        await StoreUntil(world, readings, $"{Date}T08:00");
        await world.Ledger.ActivateAsync(Point, ConsentKind.Enregistrement, null, null, "test", Token);
        Assert.Equal(ConsentStatus.On, (await world.State(ConsentKind.Enregistrement)).Status);
        Assert.Equal(At($"{Date}T08:00"), (await world.State(ConsentKind.Enregistrement)).Since);
        Assert.Equal(ConsentStatus.Off, (await world.State(ConsentKind.Collecte)).Status);

        await StoreUntil(world, readings, $"{Date}T12:09:30");
        world.Clock.SetUtcNow(At($"{Date}T12:10").ToUtc());
        await world.Ledger.ActivateAsync(Point, ConsentKind.Collecte, null, null, "test", Token);
        Assert.Equal(("En cours de traitement", ConsentStatus.Pending),
            ((await world.State(ConsentKind.Collecte)).Word, (await world.State(ConsentKind.Collecte)).Status));

        await StoreUntil(world, readings, $"{Date}T12:10:30");
        Assert.Equal((ConsentStatus.On, "Activé"),
            ((await world.State(ConsentKind.Collecte)).Status, (await world.State(ConsentKind.Collecte)).Word));

        await StoreUntil(world, readings, "2026-01-16T00:01");
        await world.Rebuild();
        var points = await world.Released(Date);
        Assert.Equal(23, points.Count);
        Assert.Equal($"{Date}T13:00:00+01:00", points.First().Key);
        Assert.Equal(13_800, points.Values.Sum(point => point.Wh));
    }

    [Theory]
    [InlineData("2026-03-29", "2026-03-29T03:10:00+02:00", "2026-03-29T04:00:00+02:00", 41, 24_600)]
    [InlineData("2026-10-25", "2026-10-25T02:30:00+02:00", "2026-10-25T02:00:00+01:00", 45, 27_000)]
    [InlineData("2026-10-25", "2026-10-25T02:30:00+01:00", "2026-10-25T03:00:00+01:00", 43, 25_800)]
    public async Task A_consent_in_the_night_of_a_clock_change_begins_at_its_exact_instant(
        string day, string since, string first, int count, int wh)
    {
        using var world = await Consented(day, since);
        await Fill(world, day);

        var points = await world.Released(day);
        Assert.Equal((count, first, wh), (points.Count, points.First().Key, points.Values.Sum(point => point.Wh)));
        Assert.Equal(count, (await world.Publication.PublishAsync(Day(day), Token)).Points);
    }

    [Fact]
    public async Task A_new_activation_after_a_withdrawal_restores_nothing_older()
    {
        using var world = await Consented(Date, since: "2026-01-10");
        world.Clock.AdjustTime(At($"{Date}T00:00").ToUtc());
        var readings = Feed.Constant(Day(Date)).ToList();
        await StoreUntil(world, readings, $"{Date}T14:20");
        await world.Rebuild();
        Assert.Equal(28, (await world.Released(Date)).Count);

        await world.Ledger.WithdrawAsync(Point, ConsentKind.Collecte, null, "test", Token);
        Assert.Empty(await world.Released(Date));
        await StoreUntil(world, readings, $"{Date}T16:00");
        await world.Ledger.ActivateAsync(Point, ConsentKind.Collecte, null, null, "test", Token);
        await StoreUntil(world, readings, "2026-01-16T00:01");

        var result = await world.Publication.PublishAsync(Day(Date), Token);
        Assert.Equal((1, 16), (result.Released, result.Points));
        var points = await world.Released(Date);
        Assert.Equal((16, $"{Date}T16:30:00+01:00"), (points.Count, points.First().Key));
        Assert.Equal(9_600, points.Values.Sum(point => point.Wh));
        // The readings are deleted too: before 16:00 only the first reading of the day remains.
        Assert.Equal(1, Readings(world, $"{Date}T00:00", $"{Date}T16:00"));
        Assert.Equal(28_800, (await world.Daily(Date))!.ImportWh);
    }

    [Fact]
    public async Task Withdrawing_enregistrement_also_withdraws_collecte()
    {
        using var world = await Consented(Date, since: "2026-01-10");
        await Fill(world, Date);
        await world.Ledger.WithdrawAsync(Point, ConsentKind.Enregistrement, null, "test", Token);

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

    [Fact]
    public async Task An_imported_withdrawal_of_enregistrement_ends_collecte_permanently()
    {
        using var world = await Consented(Date, since: "2026-01-10");
        await world.Consent(ConsentKind.Enregistrement, ConsentAct.Withdrawn, $"{Date}T06:00");
        await world.Consent(ConsentKind.Enregistrement, ConsentAct.Activated, $"{Date}T07:00");
        await Fill(world, Date);

        Assert.Equal(ConsentStatus.On, (await world.State(ConsentKind.Enregistrement)).Status);
        Assert.Equal(ConsentStatus.Off, (await world.State(ConsentKind.Collecte)).Status);
        Assert.Empty(await world.Released(Date));
    }

    [Fact]
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
        // After ten o'clock there was no consent of the new holder.
        Assert.Equal(1, Readings(world, "2026-01-20T10:00", "2026-01-21T00:00"));

        await world.Consent(ConsentKind.Enregistrement, ConsentAct.Activated, "2026-01-20T12:00", holder: "bela");
        await world.Consent(ConsentKind.Collecte, ConsentAct.Activated, "2026-01-20T12:00", holder: "bela");
        await world.Rebuild();
        Assert.Empty(await world.Released("2026-01-19"));
        Assert.Empty(await world.Released("2026-01-20"));
    }

    [Fact]
    public async Task A_new_holder_sees_neither_expired_consents_nor_requests_of_the_old_holder()
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

    [Fact]
    public async Task A_returning_holder_has_no_active_consent()
    {
        using var world = await Consented("2026-01-20", since: "2026-01-10");
        await world.Register(
            Entry("2020-01-01", to: "2026-01-12"), Entry("2026-01-12", to: "2026-01-14", holder: "bela"),
                Entry("2026-01-14"));
        await Fill(world, "2026-01-19");

        Assert.Empty(await world.Released("2026-01-19"));
        Assert.All(await world.Ledger.StatusAsync(Point, Token), state => Assert.Equal(ConsentStatus.Off, state.Status));
    }

    [Fact]
    public async Task The_last_day_before_an_expiry_is_released_and_no_later_day()
    {
        using var world = await Consented("2026-02-01", since: "2023-02-01");
        await world.Store(Feed.Constant(Day("2026-01-31").Start, Day("2026-02-01").End + 60));

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
        // An expiry deletes nothing: all readings of the last day remain.
        Assert.Equal(1440, Readings(world, "2026-01-31", "2026-02-01"));
    }

    [Fact]
    public async Task A_consent_of_more_than_36_months_is_rejected()
    {
        using var world = await After("2026-01-14");

        var error = await Assert.ThrowsAsync<ConsentException>(() => world.Ledger.ActivateAsync(
            Point, ConsentKind.Collecte, null, At("2029-01-15T00:00:01"), "test", Token));
        Assert.Contains("36 months", error.Message);
        Assert.Equal(At("2029-01-15T00:00:00"), error.Latest);
        await world.Ledger.ActivateAsync(Point, ConsentKind.Collecte, null, At("2029-01-15T00:00:00"), "test", Token);
        await Assert.ThrowsAsync<ConsentException>(() =>
            world.Consent(ConsentKind.Collecte, ConsentAct.Activated, "2022-01-01", "2025-01-01T00:00:01"));
    }

    [Fact]
    public async Task Only_an_import_with_its_proof_starts_in_the_past()
    {
        using var world = await After("2026-01-14");
        await world.Ledger.ActivateAsync(Point, ConsentKind.Collecte, null, null, "test", Token);
        Assert.Equal(At("2026-01-15"), (await world.Ledger.HistoryAsync(Point, Token)).Single().At);

        await Assert.ThrowsAsync<ConsentException>(() => world.Ledger.ActivateAsync(
            Point, ConsentKind.Collecte, null, At("2026-01-14"), "test", Token));
        await Assert.ThrowsAsync<ConsentException>(() => world.Ledger.ImportAsync(
            [new(Point, "anne", ConsentKind.Collecte, ConsentAct.Activated, At("2026-01-10"), null, "")], Token));
        await Assert.ThrowsAsync<ConsentException>(() =>
            world.Consent(ConsentKind.Collecte, ConsentAct.Activated, "2026-01-15T00:00:01"));
        Assert.Single(await world.Ledger.HistoryAsync(Point, Token));
    }

    [Fact]
    public async Task Without_consent_no_half_hour_is_stored_or_published()
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
        // The load curve points of the meter itself are half-hours too.
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

    /// <summary>Stores the readings up to a time in small batches, and sets the clock to that time.</summary>
    static async Task StoreUntil(World world, List<Reading> readings, string until)
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
