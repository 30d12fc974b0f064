using Oya.Teleinfo;

await using var capture = File.OpenRead(args[0]);
var frames = TicReader.ReadFramesAsync(capture);
await foreach (var frame in frames)
{
    if (frame.Time is { } at && at.UnixSeconds % 300 == 0)
    {
        Console.WriteLine($"{at.ToParisString()}  {frame.ImportWh} Wh  {frame.ImportVa} VA  {frame.GetVoltage(1)} V"
            + $"  register {frame.GetNumber(TicLabel.NTARF)}  {frame.Status?.Today}");
    }
}

Console.WriteLine($"{frames.Statistics.ValidFrames} of {frames.Statistics.Frames} frames valid");
