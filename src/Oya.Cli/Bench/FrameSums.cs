using Oya.Teleinfo;

namespace Oya.Cli.Bench;

/// <summary>Takes values of each frame and adds them up, so that nothing is decoded in vain.</summary>
interface IFrameSum : ITicHandler
{
    long Frames { get; }

    long Sum { get; }
}

/// <summary>Of each frame the meter, its time and its index.</summary>
struct FrameSum : IFrameSum
{
    public long Frames { get; private set; }

    public long Sum { get; private set; }

    public void OnFrame(in TicFrame frame)
    {
        Frames++;
        Sum += (frame.Meter?.Value ?? 0) + (frame.Time?.UnixSeconds ?? 0) + (frame.ImportWh ?? 0);
    }
}

/// <summary>Of each frame the whole reading, as a store takes it.</summary>
struct ReadingSum : IFrameSum
{
    public long Frames { get; private set; }

    public long Sum { get; private set; }

    public void OnFrame(in TicFrame frame)
    {
        Frames++;
        _ = frame.Read(out var reading);
        Sum += reading.Meter.Value + reading.At.UnixSeconds + (reading.Energy.ImportWh ?? 0) + (reading.ImportVa ?? 0);
    }
}
