using System.Security.Cryptography;
using System.Text;
using Oya.Storage;
using static Oya.Aggregation.Tests.World;

namespace Oya.Aggregation.Tests;

/// <summary>Tests the ledger of consents and the registry.</summary>
public class LedgerTests
{
    [Fact]
    public async Task A_withdrawal_in_the_second_of_its_activation_applies()
    {
        using var world = await After("2026-01-14");
        world.Clock.Advance(TimeSpan.FromMilliseconds(300));
        await world.Ledger.ActivateAsync(Point, ConsentKind.Enregistrement, null, null, "test", Token);
        await world.Ledger.ActivateAsync(Point, ConsentKind.Collecte, null, null, "test", Token);
        Assert.Single(await world.Stores.Consents.ReadPermitsAsync(Point, Token));
        world.Clock.Advance(TimeSpan.FromMilliseconds(300));
        await world.Ledger.WithdrawAsync(Point, ConsentKind.Collecte, null, "test", Token);

        Assert.Empty(await world.Stores.Consents.ReadPermitsAsync(Point, Token));
        world.Clock.Advance(TimeSpan.FromMilliseconds(300));
        await world.Ledger.ActivateAsync(Point, ConsentKind.Collecte, null, null, "test", Token);
        Assert.Equal(
            [new CollectionPermit(Point, At("2026-01-15T00:00:01"), At("2029-01-15T00:00:01"))],
            await world.Stores.Consents.ReadPermitsAsync(Point, Token));
    }

    [Fact]
    public async Task A_withdrawal_after_the_clock_was_set_back_applies()
    {
        using var world = await After("2026-01-14");
        await world.Ledger.ActivateAsync(Point, ConsentKind.Enregistrement, null, null, "test", Token);
        await world.Ledger.ActivateAsync(Point, ConsentKind.Collecte, null, null, "test", Token);
        world.Clock.AdjustTime(world.Clock.GetUtcNow() - TimeSpan.FromMinutes(5));
        await world.Ledger.WithdrawAsync(Point, ConsentKind.Enregistrement, null, "test", Token);

        Assert.Empty(await world.Stores.Consents.ReadPermitsAsync(Point, Token));
    }

    [Fact]
    public async Task A_requested_consent_can_be_withdrawn_and_a_missing_one_cannot()
    {
        using var world = await After("2026-01-14");
        await Assert.ThrowsAsync<ConsentException>(() =>
            world.Ledger.WithdrawAsync(Point, ConsentKind.Collecte, null, "test", Token));
        await world.Ledger.RequestAsync(Point, ConsentKind.Collecte, null, "test", Token);
        Assert.Equal((ConsentStatus.Pending, "requested"),
            ((await world.State(ConsentKind.Collecte)).Status, (await world.State(ConsentKind.Collecte)).Reason));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.Ledger.WithdrawAsync(Point, ConsentKind.Collecte, null, "test", Token);

        Assert.Equal(ConsentStatus.Off, (await world.State(ConsentKind.Collecte)).Status);
        await Assert.ThrowsAsync<ConsentException>(() =>
            world.Ledger.WithdrawAsync(Point, ConsentKind.Collecte, null, "test", Token));
    }

    [Fact]
    public async Task Only_the_holder_of_a_usage_point_can_consent()
    {
        using var world = await After("2026-01-14");
        var error = await Assert.ThrowsAsync<ConsentException>(() =>
            world.Ledger.ActivateAsync(Point, ConsentKind.Collecte, "bela", null, "test", Token));
        Assert.Contains("bela does not hold", error.Message);
        // A usage point is masked in messages.
        Assert.DoesNotContain(Point.ToDigits(), error.Message);
        var unknown = await Assert.ThrowsAsync<ConsentException>(() =>
            world.Ledger.ActivateAsync(new(1), ConsentKind.Collecte, null, null, "test", Token));
        Assert.Equal(ConsentProblem.NoHolder, unknown.Problem);
    }

    [Fact]
    public async Task A_repeated_import_changes_nothing_and_an_invalid_one_adds_nothing()
    {
        using var world = await Consented("2026-01-14", "2026-01-10");
        Assert.Equal(0, await world.Consent(ConsentKind.Collecte, ConsentAct.Activated, "2026-01-10"));
        ConsentImport valid = new(Point, "anne", ConsentKind.Collecte, ConsentAct.Withdrawn, At("2026-01-12"), null,
            "R");
        await Assert.ThrowsAsync<ConsentException>(() =>
            world.Ledger.ImportAsync([valid, valid with { Holder = "bela", At = At("2026-01-13") }], Token));
        Assert.Equal(2, (await world.Ledger.HistoryAsync(Point, Token)).Count);
    }

    [Fact]
    public async Task Each_entry_contains_the_hash_of_the_previous_entry()
    {
        using var world = await Consented("2026-01-14", "2026-01-10");
        await world.Ledger.WithdrawAsync(Point, ConsentKind.Enregistrement, null, "test", Token);
        var before = "";
        foreach (var e in await world.Ledger.HistoryAsync(Point, Token))
        {
            var text = string.Join(
                '\n', before, e.Sequence, e.UsagePoint.ToDigits(), e.Holder, e.Kind, e.Act, e.At,
                    e.Expires?.ToString() ?? "",
                e.RecordedAt, e.Channel, e.Reference);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), e.Hash);
            before = e.Hash;
        }

        Assert.Equal(4, (await world.Stores.Consents.ReadAsync(Point, Token)).Head.Count);
    }

    [Fact]
    public async Task Two_meters_or_holders_at_once_are_rejected_with_name_and_instant()
    {
        using var world = await After("2026-01-14");
        var error = await Assert.ThrowsAsync<ConsentException>(() =>
            world.Register(Entry("2026-01-10", holder: "bela")));
        Assert.Contains("two meters or holders at 2026-01-10T00:00:00+01:00", error.Message);
        Assert.Equal(ConsentProblem.EntriesOverlap, error.Problem);
        Assert.Equal(2,
            await world.Register(Entry("2020-01-01", to: "2026-01-10"), Entry("2026-01-10", holder: "bela")));
    }

    [Fact]
    public async Task One_meter_at_two_usage_points_is_rejected()
    {
        using var world = await After("2026-01-14");
        var error = await Assert.ThrowsAsync<ConsentException>(() =>
            world.Register(Entry("2026-01-10", point: new(14500000000009))));
        Assert.Contains("two usage points", error.Message);
        Assert.Single(await new Registry(world.Stores).ListAsync(Token));
    }

    [Fact]
    public async Task An_entry_that_ends_before_it_begins_is_rejected()
    {
        using var world = await After("2026-01-14");
        var error = await Assert.ThrowsAsync<ConsentException>(() =>
            world.Register(Entry("2026-01-10", to: "2026-01-10")));
        Assert.Contains("not after it begins", error.Message);
    }
}
