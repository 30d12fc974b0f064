using System.Globalization;

namespace Oya.Load.Tests;

/// <summary>
/// A twentieth of each soak: as many readings, kills and minutes. Nothing may be lost, doubled or other than undisturbed;
/// how fast it is, only whole runs ask. <c>OYA_SEED=n</c> repeats the dice of an earlier run.
/// </summary>
[Exhaustive]
public abstract class SoakTests(SoakTests.Shared shared, ITestOutputHelper log)
{
    // They wait most of their time: for the pace of meters, and for each single message.
    static readonly HashSet<string> Waiting = ["outage", "poison"];

    /// <summary>Those that keep the machine busy.</summary>
    public sealed class Busy(Shared shared, ITestOutputHelper log) : SoakTests(shared, log), IClassFixture<Shared>
    {
        public static TheoryData<string> Names => [.. Soak.All.Keys.Where(name => !Waiting.Contains(name))];

        [Theory, MemberData(nameof(Names))]
        public Task Nothing_is_lost_or_doubled(string name) => RunAsync(name);
    }

    /// <summary>The others, meanwhile, with servers of their own.</summary>
    public sealed class Concurrent(Shared shared, ITestOutputHelper log) : SoakTests(shared, log), IClassFixture<Shared>
    {
        public static TheoryData<string> Names => [.. Soak.All.Keys.Where(Waiting.Contains)];

        [Theory, MemberData(nameof(Names))]
        public Task Nothing_is_lost_or_doubled(string name) => RunAsync(name);
    }

    async Task RunAsync(string name)
    {
        var world = await shared.WorldAsync(log);
        try
        {
            var report = await Soak.All[name].Make(world).RunAsync(TestContext.Current.CancellationToken);
            log.WriteLine(report.ToScreen());
            Assert.True(report.IsMet, $"seed {world.Options.Seed}\n{report.ToScreen()}");
        }
        finally
        {
            log.WriteLine(shared.Reported);
        }
    }

    /// <summary>The servers and the undisturbed run, which the soaks of a class share.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        readonly StringWriter _reported = new(CultureInfo.InvariantCulture);
        World? _world;

        internal string Reported => _reported.ToString();

        public ValueTask InitializeAsync() => ValueTask.CompletedTask;

        /// <summary>Created on first use, so that without servers tests are skipped and do not fail.</summary>
        internal async Task<World> WorldAsync(ITestOutputHelper log)
        {
            // A missing server is reported by name, as in all such tests.
            _ = (TestServers.Postgres, TestServers.Kafka);
            var seed = int.TryParse(
                Environment.GetEnvironmentVariable("OYA_SEED"), CultureInfo.InvariantCulture, out var given)
                ? given
                : Environment.ProcessId;
            log.WriteLine($"OYA_SEED={_world?.Options.Seed ?? seed}");
            return _world ??= await World.MakeAsync(
                new()
                {
                    Seed = seed, Scale = 1 / 20.0, Servers = TestServers.Script, Within = TestServers.Folder, Notify = _reported,
                },
                TestContext.Current.CancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            if (_world is not null)
            {
                await _world.DisposeAsync();
            }

            await _reported.DisposeAsync();
        }
    }
}
