using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>
/// Gives the frames of historic mode, which have no time in them, their instants: from the start of the capture, by the
/// time between two frames of a meter, or without one by the speed of the line (1200 baud, ten bits a byte), for a
/// capture of one meter.
/// </summary>
/// <param name="capture">How the capture is called in messages.</param>
/// <param name="start">Instant of the first frame.</param>
/// <param name="step">Time between one meter's frames; null: by the speed of the line.</param>
public sealed class CaptureClock(string capture, Instant? start, TimeSpan? step)
{
    const int BitsPerByte = 10, Baud = 1200;

    readonly Dictionary<MeterAddress, long> _frames = [];

    /// <summary>Notes a frame of any mode; call it once a frame that has an address.</summary>
    public void Seen(MeterAddress meter)
    {
        _frames.TryGetValue(meter, out var count);
        _frames[meter] = count + 1;
    }

    /// <summary>The instant that a frame has once it is noted; null when nobody can know it.</summary>
    public Instant? Estimate(MeterAddress meter, in FrameSummary frame)
    {
        var isSeen = _frames.TryGetValue(meter, out var count);
        return Compute(frame, count, isAlone: _frames.Count == (isSeen ? 1 : 0));
    }

    /// <summary>The instant of a frame that was just noted.</summary>
    /// <exception cref="CaptureException">Nobody can know it.</exception>
    public Instant GetInstant(MeterAddress meter, in FrameSummary frame) =>
        Compute(frame, _frames[meter] - 1, isAlone: _frames.Count == 1) ?? throw (start is null
            ? new CaptureException(
                capture,
                "its frames are of historic mode, which has no clock",
                "say when the capture begins with --start, for example --start 2026-01-15T00:00:00+01:00")
            : new CaptureException(
                capture,
                "several historic meters share the stream, so the speed of the line does not tell their time",
                "give the time between two frames of a meter with --step, for example --step 60s"));

    // Alone in its stream a meter is paced by the frames that were sent; one lost to noise still took its time.
    Instant? Compute(in FrameSummary frame, long number, bool isAlone) =>
        start is not { } first ? null
        : step is { } between
            ? first.AddSeconds((isAlone ? frame.Ordinal : number) * between.Ticks / TimeSpan.TicksPerSecond)
        : isAlone ? first.AddSeconds(frame.Offset * BitsPerByte / Baud)
        : null;
}
