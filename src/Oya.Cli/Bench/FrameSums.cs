using Oya.Teleinfo;

namespace Oya.Cli.Bench;

/// <summary>Reads values of each frame and sums them, so that the JIT compiler cannot remove the decoding.</summary>
interface IFrameSum : ITicHandler
{
    long Frames { get; }

    long Sum { get; }
}

/// <summary>Sums the meter, the time and the index of each frame.</summary>
struct FrameSum : IFrameSum
{
    public long Frames { get; private set; }

    public long Sum { get; private set; }

    public void OnFrame(in TicFrame frame)
    {
        Frames++;
        Sum += (frame.Meter?.Value ?? 0) + (frame.At?.UnixSeconds ?? 0) + (frame.Index ?? 0);
    }
}

/// <summary>Takes the full reading of each frame, as a store needs it.</summary>
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
