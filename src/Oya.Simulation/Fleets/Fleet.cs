namespace Oya.Simulation;

/// <summary>
/// Generates frames of many meters, to measure decoders. Every frame is one that a meter could send, and all values
/// change from one frame to the next. Generating 256 MB takes about a second. The same kind, meters and seed give the
/// same bytes for any number of cores.
/// </summary>
public sealed class Fleet
{
    /// <summary>The default number of meters: 1000.</summary>
    public const int DefaultMeters = 1000;

    // Frames that a meter generates at a time: enough to keep the cores busy, few enough to stay in their caches.
    const int FramesPerBatch = 8;

    readonly FleetMeter[] _meters;
    readonly int[] _order;
    readonly Dice _dice;
    long _draws;

    /// <summary>Creates the meters of the fleet.</summary>
    public Fleet(FleetKind kind, int meters = DefaultMeters, int seed = 1)
    {
        _meters = FleetMeters.Create(kind, meters, seed);
        _order = [.. Enumerable.Range(0, meters)];
        _dice = new(seed, -1);
    }

    /// <summary>
    /// Fills memory with frames. Each round has one frame of every meter, in a new random order. The end of the memory
    /// cuts the last frame. A second call continues with whole frames.
    /// </summary>
    public void Fill(Span<byte> bytes, CancellationToken cancellationToken = default)
    {
        while (!bytes.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Parallel.ForEach(_meters, meter => meter.Write(FramesPerBatch));
            for (var round = 0; round < FramesPerBatch; round++)
            {
                Shuffle();
                foreach (var meter in _order)
                {
                    var frame = _meters[meter].Frame(round);
                    frame = frame[..Math.Min(frame.Length, bytes.Length)];
                    frame.CopyTo(bytes);
                    bytes = bytes[frame.Length..];
                }
            }
        }
    }

    /// <summary>
    /// Fills memory as a program receives it that reads one port per meter: a piece from the first port, a piece from
    /// the second, and the first port again after the last. A remainder too small for one more piece from every port
    /// remains unchanged.
    /// </summary>
    /// <returns>Bytes filled: a multiple of <paramref name="pieceLength"/> times the number of meters.</returns>
    public int FillPieces(Memory<byte> bytes, int pieceLength, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pieceLength, 1);
        var roundLength = pieceLength * _meters.Length;
        var filled = bytes[..(bytes.Length / roundLength * roundLength)];
        var options = new ParallelOptions { CancellationToken = cancellationToken };
        Parallel.For(0, _meters.Length, options, meterIndex => FillPort(filled.Span, meterIndex, pieceLength));
        return filled.Length;
    }

    void FillPort(Span<byte> bytes, int meterIndex, int pieceLength)
    {
        var position = meterIndex * pieceLength;
        var pieceRemaining = pieceLength;
        while (position < bytes.Length)
        {
            _meters[meterIndex].Write(FramesPerBatch);
            var frames = _meters[meterIndex].Written;
            while (!frames.IsEmpty && position < bytes.Length)
            {
                var part = frames[..Math.Min(frames.Length, pieceRemaining)];
                part.CopyTo(bytes[(position + pieceLength - pieceRemaining)..]);
                frames = frames[part.Length..];
                pieceRemaining -= part.Length;
                if (pieceRemaining == 0)
                {
                    position += pieceLength * _meters.Length;
                    pieceRemaining = pieceLength;
                }
            }
        }
    }

    /// <summary>The Fisher–Yates shuffle.</summary>
    void Shuffle()
    {
        for (var i = _order.Length - 1; i > 0; i--)
        {
            var other = (int)(_dice.At(Purpose.Order, _draws++) % (ulong)(i + 1));
            (_order[i], _order[other]) = (_order[other], _order[i]);
        }
    }
}
