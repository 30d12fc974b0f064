using Microsoft.Data.Sqlite;
using static Oya.Storage.Tests.Sample;

namespace Oya.Storage.Tests;

public class SqliteReadingStoreTests() : ReadingStoreContract(new SqlitePlace())
{
    protected override StorePlace NewPlace() => new SqlitePlace();
}

public class SqliteCurveStoreTests() : CurveStoreContract(new SqlitePlace());

public class SqliteConsentStoreTests() : ConsentStoreContract(new SqlitePlace());

public class SqliteReleaseStoreTests() : ReleaseStoreContract(new SqlitePlace());

public class SqliteRetentionStoreTests() : RetentionStoreContract(new SqlitePlace());

/// <summary>What is of a file alone.</summary>
public sealed class SqliteFileTests : IDisposable
{
    readonly SqlitePlace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void The_file_is_its_owners_alone()
    {
        using var stores = _place.Open();
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_place.Path)!))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
    }

    [Fact]
    public void A_store_of_a_later_version_is_refused_and_left_alone()
    {
        _place.Open().Dispose();
        _place.Rows("pragma user_version = 99");

        var refused = Assert.Throws<StoreException>(_place.Open);
        Assert.Contains("later version (schema 99", refused.Message);
        Assert.Contains("upgrade", refused.Message);
        Assert.Equal(["99"], _place.Rows("pragma user_version"));
    }

    [Fact]
    public void What_is_no_store_is_refused_by_its_name()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_place.Path)!);
        File.WriteAllText(_place.Path, string.Concat(Enumerable.Repeat("usage_point;start;end\n", 100)));

        var refused = Assert.Throws<StoreException>(_place.Open);
        Assert.Contains(_place.Path, refused.Message);
        Assert.Contains("--store", refused.Message);
    }

    [Fact]
    public async Task Opened_again_nothing_is_lost_and_nothing_is_made_twice()
    {
        using (var stores = _place.Open())
        {
            await stores.Store(Reading("2026-01-15T12:00", 1000));
        }

        using var again = _place.Open();
        Assert.Single(_place.DumpReadings());
        Assert.Equal(["1"], _place.Rows("select count(*) from permit_version"));
    }

    [Fact]
    public async Task A_second_writer_waits_for_the_first_one()
    {
        using var stores = _place.Open();
        await using var other = new SqliteConnection($"Data Source={_place.Path};Pooling=False");
        other.Open();
        using var begin = other.CreateCommand();
        begin.CommandText = "begin immediate";
        begin.ExecuteNonQuery();

        var writing = Task.Run(() => stores.Store(Reading("2026-01-15T12:00", 1000)), Token);
        await Task.Delay(300, Token);
        Assert.False(writing.IsCompleted);
        // Reading does not wait for writing.
        using (var reader = _place.Open())
        {
            Assert.Null(await reader.Readings.LastReadingAsync(Meter, Token));
        }

        begin.CommandText = "rollback";
        begin.ExecuteNonQuery();
        Assert.Equal(1, (await writing).Stored);
    }

    [Fact]
    public async Task Many_at_once_lose_nothing()
    {
        using var first = _place.Open();
        using var second = _place.Open();
        var all = Enumerable.Range(0, 40).Select(i => Task.Run(() => (i % 2 == 0 ? first : second).Store(
            Enumerable.Range(0, 50)
                .Select(j => Reading(At("2026-01-01").AddSeconds((i * 50 + j) * 86_400), 1000 + j))), Token));
        var results = await Task.WhenAll(all);

        Assert.Equal(2000, results.Sum(result => result.Stored));
        Assert.Equal(2000, _place.DumpReadings().Count);
    }

    [Fact]
    public async Task Permits_changed_by_another_connection_count_for_the_next_batch()
    {
        using var writer = _place.Open();
        using var other = _place.Open();
        await other.Permit("2026-01-01");
        Assert.Equal(0, (await Store("2026-01-15")).NotKept);

        await other.SetPermits(Point);
        Assert.Equal(22, (await Store("2026-01-16")).NotKept);
        await other.SetPermits(Point, new CollectionPermit(Point, At("2026-01-17"), null));
        Assert.Equal(0, (await Store("2026-01-17")).NotKept);

        Task<StoreResult> Store(string day) =>
            writer.Store(Enumerable.Range(0, 24).Select(hour => Reading(At(day).AddSeconds(hour * 3600), 1000 + hour)));
    }

    [Theory]
    [InlineData("update consent_event set at = 0")]
    [InlineData("delete from consent_event")]
    public async Task The_ledger_is_only_ever_added_to(string tamper)
    {
        using var stores = _place.Open();
        await stores.Consents.ChangeAsync([Point], _ => new([Act(ConsentAct.Activated, "2026-01-10")], []), Token);

        Assert.Contains("only ever added to", Assert.Throws<SqliteException>(() => _place.Rows(tamper)).Message);
        Assert.Equal(["1"], _place.Rows("select count(*) from consent_event"));
    }

    [Fact]
    public async Task What_is_removed_is_overwritten_in_the_file()
    {
        using (var stores = _place.Open())
        {
            await stores.Permit("2026-01-01");
            await stores.Store(
                Enumerable.Range(0, 500).Select(i => Reading(At("2026-01-15").AddSeconds(i * 60), 0x31415926)));
            await stores.SetPermits(Point);
        }

        var pattern = new byte[] { 0x31, 0x41, 0x59, 0x26 };
        var bytes = File.ReadAllBytes(_place.Path);
        var found = 0;
        for (var at = bytes.AsSpan().IndexOf(pattern); at >= 0; found++)
        {
            var next = bytes.AsSpan(at + 1).IndexOf(pattern);
            at = next < 0 ? -1 : at + 1 + next;
        }

        // Two readings, each with its total and its first register.
        Assert.InRange(found, 1, 8);
    }
}
