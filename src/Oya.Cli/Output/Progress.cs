using System.Globalization;

namespace Oya.Cli.Output;

/// <summary>Shows progress on one line of stderr, at most ten times a second, and clears the line at the end.</summary>
sealed class Progress(string title, TextWriter error, TimeProvider time, int width, bool enabled) : IDisposable
{
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    // A shorter operation shows no line.
    static readonly TimeSpan InitialDelay = TimeSpan.FromMilliseconds(300);

    readonly long _started = time.GetTimestamp();
    long? _shown;

    /// <summary>Updates the line.</summary>
    /// <param name="bytesDone">Bytes read from the source, before decompression.</param>
    /// <param name="bytesTotal">Length of the source in bytes, when known.</param>
    /// <param name="frames">Frames decoded.</param>
    public void Report(long bytesDone, long? bytesTotal, long frames)
    {
        if (!enabled || time.GetElapsedTime(_started) < InitialDelay
            || (_shown is { } shown && time.GetElapsedTime(shown) < Interval))
        {
            return;
        }

        _shown = time.GetTimestamp();
        var line = Line(bytesDone, bytesTotal, frames, time.GetElapsedTime(_started).TotalSeconds);
        error.Write($"\r{line}\e[K");
        error.Flush();
    }

    /// <summary>Clears the line.</summary>
    public void Dispose()
    {
        if (_shown is not null)
        {
            error.Write("\r\e[K");
            error.Flush();
            _shown = null;
        }
    }

    string Line(long done, long? total, long frames, double seconds)
    {
        var rate = seconds > 0 ? done / seconds : 0;
        var share = total is > 0 ? Math.Min(1.0, (double)done / total.Value) : (double?)null;
        var text = share is { } part
            ? string.Create(CultureInfo.InvariantCulture, $"{title} {Bars.Draw(part, 1, 12),-12} {part * 100,3:F0} %  ")
            : $"{title}  ";
        if (share is > 0 and < 1 && seconds > 0.5)
        {
            text += $"{Quantity.Duration(TimeSpan.FromSeconds(seconds * (1 - share.Value) / share.Value))} left  ";
        }

        text += total is > 0 ? $"{Quantity.Bytes(done)} of {Quantity.Bytes(total.Value)}" : Quantity.Bytes(done);
        text += $"  {Quantity.Bytes((long)rate)}/s  {Quantity.Count((long)(seconds > 0 ? frames / seconds : 0))} frames/s";
        return text.Length < width ? text : text[..(width - 1)];
    }
}
