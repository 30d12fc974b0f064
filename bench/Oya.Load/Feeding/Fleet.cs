using Oya.Simulation;
using Oya.Teleinfo;

namespace Oya.Load;

/// <summary>Simulated meters with the files that the program reads, and their true values.</summary>
sealed class Fleet
{
    static readonly DateOnly Day = new(2026, 1, 15);

    readonly Village _village;
    readonly VillageOptions _options;
    readonly string _folder;

    Fleet(VillageOptions options, string folder) =>
        (_options, _village, _folder, Frames) = (options, new(options), folder, 0);

    public string Capture => Path.Combine(_folder, "capture.tic");

    public string Registry => Path.Combine(_folder, "registry.csv");

    public string Consents => Path.Combine(_folder, "consents.csv");

    /// <summary>
    /// The number of frames in the capture. With a frame on each sampling point, also the number of readings.
    /// </summary>
    public long Frames { get; private set; }

    public int Meters => _options.Meters;

    /// <summary>
    /// The information that historic meters lack: the start of the capture, and the time between frames.
    /// </summary>
    public IReadOnlyList<string> CaptureOptions =>
        ["--start", _village.Start.ToParisString(), "--step", $"{_options.Every!.Value.TotalSeconds:0}s"];

    /// <summary>
    /// Meters of both modes and of every tariff, one frame a minute, one meter in five without both consents.
    /// </summary>
    public static VillageOptions Mixed(long readings, int seed) => new()
    {
        // A day at one frame a minute, from midnight to midnight.
        Meters = Math.Max(10, (int)Math.Ceiling(readings / 1441.0)),
        From = new(Day),
        Mode = VillageMode.Mixed,
        Tariff = VillageTariff.Mixed,
        ProducersPercent = 20,
        ConsentingPercent = 80,
        Seed = seed,
        Every = TimeSpan.FromSeconds(60),
    };

    /// <summary>Creates the meters and customers, and writes their files into a new folder.</summary>
    public static Fleet Make(VillageOptions options, string folder, CancellationToken cancellationToken)
    {
        var fleet = new Fleet(options, folder);
        fleet.WriteCustomers();
        using var capture = fleet.CreateCapture();
        fleet.Frames = fleet._village.WriteTo(capture, cancellationToken).Frames;
        return fleet;
    }

    /// <summary>The same with only the beginning of the capture, up to the last complete frame.</summary>
    public static Fleet MakeBeginning(VillageOptions options, string folder, long bytes)
    {
        const byte Etx = 3;
        var fleet = new Fleet(options, folder);
        fleet.WriteCustomers();
        using var capture = fleet.CreateCapture();
        using var enough = new CancellationTokenSource();
        using var beginning = new BeginningOfStream(capture, bytes, enough);
        try
        {
            _ = fleet._village.WriteTo(beginning, enough.Token);
        }
        catch (OperationCanceledException)
        {
            // Expected: the village has a whole day.
        }

        capture.Position = 0;
        var all = new byte[capture.Length];
        capture.ReadExactly(all);
        capture.SetLength(all.AsSpan().LastIndexOf(Etx) + 1);
        fleet.Frames = all.AsSpan().Count(Etx);
        return fleet;
    }

    /// <summary>Creates only the customers, without a capture.</summary>
    public static Fleet MakeCustomers(VillageOptions options, string folder)
    {
        var fleet = new Fleet(options, folder);
        fleet.WriteCustomers();
        return fleet;
    }

    public Village Village => _village;

    /// <summary>The half-hours of customers with both consents, by usage point and start.</summary>
    public IEnumerable<TruthPoint> ConsentedTruth() => _village.Meters
        .Where(meter => meter.Consent == CustomerConsent.Both)
        .SelectMany(meter => _village.Truth(meter.Index));

    /// <summary>Usage points without any half-hour that may be stored.</summary>
    public IEnumerable<Prm> Unconsented() => _village.Meters
        .Where(meter => meter.Consent is CustomerConsent.None or CustomerConsent.RecordingOnly)
        .Select(meter => meter.Prm);

    /// <summary>The import and export energy of each day of each meter.</summary>
    public IEnumerable<(Prm UsagePoint, ParisDay Day, long ImportWh, long ExportWh)> Days() => _village.Meters
        .SelectMany(meter => _village.Truth(meter.Index)
            .GroupBy(point => ParisDay.Containing(point.HalfHour.Start))
            .Select(day => (meter.Prm, day.Key, day.Sum(p => (long)p.ImportWh), day.Sum(p => (long)p.ExportWh))));

    void WriteCustomers()
    {
        Directory.CreateDirectory(_folder);
        using var registry = new StreamWriter(Registry);
        _village.WriteRegistry(registry);
        using var consents = new StreamWriter(Consents);
        _village.WriteConsents(consents);
    }

    FileStream CreateCapture() => new(Capture, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 20);
}
