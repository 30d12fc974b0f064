using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// Simulated Linky meters with a known truth: frames as real meters send them, from midnight to midnight, together with
/// the energy of each half-hour. Everything is a function of the options. Each reading of a meter creates a new state,
/// so a village may be read many times and by many threads.
/// </summary>
public sealed class Village
{
    readonly VillageOptions _options;
    readonly VillageCalendar _calendar;
    readonly SimulatedMeter[] _meters;

    /// <summary>Creates the meters of the village.</summary>
    /// <exception cref="SimulationException">An option is invalid. The message says which.</exception>
    public Village(VillageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _calendar = new(options.Seed);
        _meters = Population.Create(options);
        FirstDay = options.FirstDay;
        LastDay = new(FirstDay.Date.AddDays(options.DayCount - 1));
    }

    /// <summary>The meters, in their order.</summary>
    public IReadOnlyList<SimulatedMeter> Meters => _meters;

    /// <summary>The first day.</summary>
    public ParisDay FirstDay { get; }

    /// <summary>The last day.</summary>
    public ParisDay LastDay { get; }

    /// <summary>The first midnight. Every meter sends a frame at this second.</summary>
    public Instant Start => FirstDay.Start;

    /// <summary>
    /// The midnight after the last day. The last frame of a meter is its first at or after this second.
    /// </summary>
    public Instant End => LastDay.End;

    /// <summary>
    /// Writes the frames of all meters in order of time. Frames of the same second are in order of meter. Memory grows
    /// with the number of meters, not with the number of days.
    /// </summary>
    public VillageReport WriteTo(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var feeds = new MeterFeed[_meters.Length];
        for (var i = 0; i < feeds.Length; i++)
        {
            feeds[i] = Feed(i);
        }

        return FeedWriter.Write(feeds, stream, cancellationToken);
    }

    /// <summary>Writes the frames of one meter.</summary>
    public VillageReport WriteMeter(int index, Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return FeedWriter.Write([Feed(index)], stream, cancellationToken);
    }

    /// <summary>Opens the bytes of one meter. They are generated while they are read, forward only.</summary>
    public Stream OpenMeter(int index) => new MeterStream(Feed(index));

    /// <summary>
    /// Writes one file per meter, and <c>captures.json</c> with the meter, mode, start and step of each file, because a
    /// historic capture does not contain them. The folder is created if necessary. Existing files are replaced.
    /// </summary>
    public VillageReport WriteDirectory(string path, CancellationToken cancellationToken = default) =>
        WriteDirectory(path, static name => new FileStream(name, FileMode.Create, FileAccess.Write, FileShare.Read, 0), cancellationToken);

    /// <summary>The same, into files that the caller opens by their paths.</summary>
    public VillageReport WriteDirectory(
        string path, Func<string, Stream> open, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(open);
        var report = default(VillageReport);
        try
        {
            Directory.CreateDirectory(path);
            foreach (var meter in _meters)
            {
                using var file = open(Path.Combine(path, CaptureDirectory.GetFile(meter)));
                report = report.Add(WriteMeter(meter.Index, file, cancellationToken));
            }

            using var index = open(Path.Combine(path, CaptureDirectory.IndexName));
            CaptureDirectory.WriteIndex(index, this, _options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SimulationException($"{path} cannot be written: {e.Message}", e);
        }

        return report;
    }

    /// <summary>
    /// The true half-hours of one meter, in order of time. The output of any pipeline can be checked against them.
    /// </summary>
    public IEnumerable<TruthPoint> Truth(int index)
    {
        var meter = _meters[index];
        var energy = new EnergyMeter(meter, GetLoad(meter), _calendar, Start.UnixSeconds);
        for (var start = Start; start < End; start += HalfHour.Seconds)
        {
            var (import, export) = (energy.ImportWh, energy.ExportWh);
            var halfHour = new HalfHour(start);
            energy.AdvanceTo(halfHour.End.UnixSeconds);
            yield return new(
                meter.Prm, meter.Address, halfHour, (int)(energy.ImportWh - import), (int)(energy.ExportWh - export));
        }
    }

    /// <summary>Writes <c>usage_point,meter,start,end,wh_drawn,wh_injected</c>, meter by meter.</summary>
    public void WriteTruth(TextWriter to) => VillageFiles.WriteTruth(to, this);

    /// <summary>Writes the registry: <c>usage_point,meter,holder,from,to,kva,offer</c>.</summary>
    public void WriteRegistry(TextWriter to) => VillageFiles.WriteRegistry(to, this);

    /// <summary>Writes the consents: <c>usage_point,holder,kind,event,at,expires,reference</c>.</summary>
    public void WriteConsents(TextWriter to) => VillageFiles.WriteConsents(to, this);

    MeterFeed Feed(int index)
    {
        var meter = _meters[index];
        var dice = GetDice(meter);
        var state = new MeterState(meter, dice, GetLoad(meter), _calendar, Start.UnixSeconds);
        var cadence = Cadence.Create(meter, _options, dice, Start.UnixSeconds, End.UnixSeconds);
        return new(state, cadence, _options.NoiseRate > 0 ? new(_options.NoiseRate, dice) : null);
    }

    Load GetLoad(SimulatedMeter meter) =>
        _options.Curve is { } curve ? new PlayedLoad(curve) : new HouseholdLoad(meter, GetDice(meter));

    Dice GetDice(SimulatedMeter meter) => new(_options.Seed, meter.Index);
}
