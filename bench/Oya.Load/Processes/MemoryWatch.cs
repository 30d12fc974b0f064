namespace Oya.Load;

/// <summary>The peak memory of a process, sampled twice a second.</summary>
sealed class MemoryWatch : IDisposable
{
    const double Megabyte = 1 << 20;

    readonly int _process;
    readonly Timer _timer;
    readonly Lock _lock = new();
    long _max, _before;

    public MemoryWatch(int process)
    {
        _process = process;
        _timer = new(_ => Sample(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
    }

    /// <summary>The peak before <see cref="Begin"/>, MB.</summary>
    public double Before => _before / Megabyte;

    /// <summary>The increase of the peak since then, MB.</summary>
    public double Grown => Math.Max(0, _max - _before) / Megabyte;

    /// <summary>Takes the peak so far as the normal memory. Anything above it is growth.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            (_before, _max) = (_max, 0);
        }
    }

    public void Dispose() => _timer.Dispose();

    void Sample()
    {
        lock (_lock)
        {
            _max = Math.Max(_max, ProcessUse.Resident(_process));
        }
    }
}
