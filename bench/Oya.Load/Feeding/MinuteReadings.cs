using Oya.Ingest;
using Oya.Teleinfo;

namespace Oya.Load;

/// <summary>
/// Readings as standard single-phase meters give them, one a minute: each meter's first frame as the simulator sends it,
/// and from there on by arithmetic, because what is measured with them takes millions a second.
/// </summary>
sealed class MinuteReadings
{
    const int MinuteSeconds = 60, HalfHourSeconds = 1800;

    readonly Reading[] _first;

    /// <summary>Of the meters of a fleet.</summary>
    public MinuteReadings(Fleet fleet)
    {
        _first = new Reading[fleet.Meters];
        for (var meter = 0; meter < _first.Length; meter++)
        {
            using var frames = fleet.Village.OpenMeter(meter);
            _first[meter] = GetFirst(frames);
        }

        Start = fleet.Village.Start;
    }

    public int Meters => _first.Length;

    /// <summary>The minute 0 of all.</summary>
    public Instant Start { get; }

    public MeterAddress Address(int meter) => _first[meter].Meter;

    /// <summary>A number of minutes of one meter.</summary>
    public void Fill(Span<Reading> readings, int meter, long minute)
    {
        for (var i = 0; i < readings.Length; i++)
        {
            Make(ref readings[i], meter, minute + i);
        }
    }

    void Make(ref Reading reading, int meter, long minute)
    {
        reading = _first[meter];
        reading.At = reading.ReceivedAt = new(Start.UnixSeconds + minute * MinuteSeconds);
        var noise = Noise(meter, minute);
        // 8 to 15 Wh a minute: about 700 W.
        var import = minute * 8 + (long)(noise & 7);
        var energy = reading.Energy;
        reading.Energy = (energy with { ImportWh = (energy.ImportWh + import) % EnergyRegisters.Modulus })
            .WithSupplierWh(1, (int)((energy.GetSupplierWh(1) + import) % EnergyRegisters.Modulus)!)
            .WithDistributorWh(1, (int)((energy.GetDistributorWh(1) + import) % EnergyRegisters.Modulus)!);
        var va = 300 + (int)(noise >> 8 & 0x3FF);
        reading.ImportVa = va;
        reading.Amperes = new((short)(va / 230), null, null);
        reading.Volts = new((short)(226 + (int)(noise >> 20 & 7)), null, null);
        var end = new Instant(reading.At.UnixSeconds / HalfHourSeconds * HalfHourSeconds);
        reading.LastPoint = new(end, Watts(meter, end));
        reading.PreviousPoint = new(new(end.UnixSeconds - HalfHourSeconds), Watts(meter, new(end.UnixSeconds - HalfHourSeconds)));
    }

    static int Watts(int meter, Instant end) => 300 + (int)(Noise(meter, end.UnixSeconds) & 0x3FF);

    static ulong Noise(int meter, long place)
    {
        var z = unchecked((ulong)(meter * 1_000_003L + place) * 0x9E37_79B9_7F4A_7C15);
        return unchecked((z ^ (z >> 29)) * 0xBF58_476D_1CE4_E5B9) >> 7;
    }

    static Reading GetFirst(Stream frames)
    {
        const int SeveralFrames = 16 << 10;
        var bytes = new byte[SeveralFrames];
        var count = frames.ReadAtLeast(bytes, SeveralFrames, throwOnEndOfStream: false);
        var handler = new ReadingDecoder(new("a simulated meter", null, null), new(TimeSpan.Zero));
        new TicDecoder().Decode(bytes.AsSpan(0, count), ref handler);
        handler.Flush();
        return handler.Take()[0];
    }
}
