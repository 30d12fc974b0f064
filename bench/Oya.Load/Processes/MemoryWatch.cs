namespace Oya.Load;

/// <summary>The most memory that a process holds, looked at twice a second.</summary>
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
        _timer = new(_ => Look(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
    }

    /// <summary>What it held at most before <see cref="Begin"/>, MB.</summary>
    public double Before => _before / Megabyte;

    /// <summary>What it held more since, at most, MB.</summary>
    public double Grown => Math.Max(0, _max - _before) / Megabyte;

    /// <summary>What it has held so far is what it needs; what comes above it is growth.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            (_before, _max) = (_max, 0);
        }
    }

    public void Dispose() => _timer.Dispose();

    void Look()
    {
        lock (_lock)
        {
            _max = Math.Max(_max, ProcessUse.Resident(_process));
        }
    }
}
