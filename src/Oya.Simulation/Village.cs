using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// Simulated Linky meters whose truth is known: frames as real ones send them, from midnight to midnight, with the
/// energy of each half-hour beside. Everything is a function of the options; a meter is made anew for each reading of
/// it, so a village may be read many times and from many threads.
/// </summary>
public sealed class Village
{
    readonly VillageOptions _options;
    readonly VillageCalendar _calendar;
    readonly SimulatedMeter[] _meters;

    /// <summary>Settles who lives in the village.</summary>
    /// <exception cref="SimulationException">An option cannot be met; the message says which.</exception>
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

    /// <summary>The first midnight; every meter sends a frame there.</summary>
    public Instant Start => FirstDay.Start;

    /// <summary>The midnight after the last day; every meter's last frame is the first at or after it.</summary>
    public Instant End => LastDay.End;

    /// <summary>
    /// Writes the frames of all meters in order of time; those of one second in order of meter. Memory grows with the
    /// meters, not with the days.
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

    /// <summary>The bytes of one meter, made while they are read, forward only.</summary>
    public Stream OpenMeter(int index) => new MeterStream(Feed(index));

    /// <summary>
    /// Writes one file a meter, and <c>captures.json</c> with the meter, mode, start and step of each, which a historic
    /// capture cannot say itself. The folder is made; files of these names are replaced.
    /// </summary>
    public VillageReport WriteDirectory(string path, CancellationToken cancellationToken = default)
    {
        var report = default(VillageReport);
        try
        {
            Directory.CreateDirectory(path);
            foreach (var meter in _meters)
            {
                var name = Path.Combine(path, CaptureDirectory.GetFile(meter));
                using var file = new FileStream(name, FileMode.Create, FileAccess.Write, FileShare.Read, 0);
                report = report.Add(WriteMeter(meter.Index, file, cancellationToken));
            }

            CaptureDirectory.WriteIndex(path, this, _options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SimulationException($"{path} cannot be written: {e.Message}", e);
        }

        return report;
    }

    /// <summary>
    /// The half-hours of one meter, in order of time: the truth that any pipeline can be checked against.
    /// </summary>
    public IEnumerable<TruthPoint> Truth(int index)
    {
        var meter = _meters[index];
        var energy = new EnergyMeter(meter, GetLoad(meter), _calendar, Start.UnixSeconds);
        for (var start = Start; start < End; start += HalfHour.Duration)
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

    /// <summary>Writes <c>usage_point,meter,holder,from,to,kva,offer</c>: who lives where.</summary>
    public void WriteRegistry(TextWriter to) => VillageFiles.WriteRegistry(to, this);

    /// <summary>Writes <c>usage_point,holder,kind,event,at,expires,reference</c>: who consented to what.</summary>
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
