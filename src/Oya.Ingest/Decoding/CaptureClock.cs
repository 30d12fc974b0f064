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

    /// <summary>The instant of a frame that was just noted.</summary>
    /// <exception cref="CaptureException">The time cannot be known.</exception>
    public Instant GetInstant(MeterAddress meter, in FrameSummary frame)
    {
        if (start is not { } first)
        {
            throw new CaptureException(
                capture, CaptureProblem.NoStart, "its frames are of historic mode, which has no clock");
        }

        if (step is { } between)
        {
            // Alone in its stream a meter is paced by the frames that were sent; one lost to noise still took its time.
            var number = _frames.Count == 1 ? frame.Ordinal : _frames[meter] - 1;
            return first + number * between.Ticks / TimeSpan.TicksPerSecond;
        }

        if (_frames.Count > 1)
        {
            throw new CaptureException(
                capture, CaptureProblem.NoStep,
                "several historic meters share the stream, so the speed of the line does not tell their time");
        }

        return first + frame.Offset * BitsPerByte / Baud;
    }
}
