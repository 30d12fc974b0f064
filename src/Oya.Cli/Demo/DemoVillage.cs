using Oya.Ingest;
using Oya.Simulation;
using Oya.Teleinfo;

namespace Oya.Cli.Demo;

/// <summary>
/// The village of the demonstration: the week-end on which the clocks go back, so that one of its days has 50
/// half-hours; every ninth line is noisy.
/// </summary>
sealed class DemoVillage
{
    // Nine has no factor in common with the turns in which modes, tariffs and consents are given out.
    const int NoisyEvery = 9;

    // One byte in two thousand: a frame in three is damaged somewhere.
    const double Noise = 0.0005;

    static readonly VillageOptions Options = new()
    {
        Meters = 200,
        From = new ParisDay(new(2026, 10, 24)),
        Days = 2,
        Mode = VillageMode.Mixed,
        Tariff = VillageTariff.Mixed,
        ProducersPercent = 20,
        ConsentingPercent = 80,
        Every = TimeSpan.FromSeconds(60),
        Seed = 2026,
    };

    readonly Village _noisy = new(Options with { NoiseRate = Noise });

    public Village Village { get; } = new(Options);

    public int NoisyCount => Village.Meters.Count(meter => IsNoisy(meter.Index));

    public static bool IsNoisy(int index) => index % NoisyEvery == NoisyEvery - 1;

    /// <summary>The lines of the meters, each made while it is decoded.</summary>
    public IEnumerable<(CaptureInfo Info, Func<Stream> Open)> Captures() => Village.Meters.Select(meter => (
        new CaptureInfo($"line {meter.Index + 1}", Village.Start, Options.Every),
        (Func<Stream>)(() => Line(meter.Index).OpenMeter(meter.Index))));

    /// <summary>Three lines as files, to try the other commands on.</summary>
    public IReadOnlyList<string> WriteSamples(string folder)
    {
        var clean = Village.Meters
            .Where(meter => !IsNoisy(meter.Index) && meter.Consent == CustomerConsent.Both).ToList();
        return
        [
            Write(folder, "standard.tic", clean.First(meter => meter.Mode == TicMode.Standard)),
            Write(folder, "historic.tic", clean.First(meter => meter.Mode == TicMode.Historic)),
            Write(folder, "noisy.tic", Village.Meters.First(meter => IsNoisy(meter.Index))),
        ];
    }

    string Write(string folder, string name, SimulatedMeter meter)
    {
        var path = Path.Combine(folder, name);
        using var file = File.Create(path);
        Line(meter.Index).WriteMeter(meter.Index, file);
        return path;
    }

    Village Line(int index) => IsNoisy(index) ? _noisy : Village;
}
