namespace Oya.Simulation;

/// <summary>
/// Frames of many meters at once, made to measure decoders with: every frame is one that a meter could send, all values
/// move from one to the next, and 256 MB of them are made in about a second. The same kind, meters and seed give the
/// same bytes, whatever the number of cores.
/// </summary>
public sealed class Fleet
{
    /// <summary>Meters of a fleet, unless another number is given: 1000.</summary>
    public const int DefaultMeters = 1000;

    // Frames that a meter makes at a time: enough to keep the cores busy, few enough to stay in their caches.
    const int FramesAtATime = 8;

    readonly FleetMeter[] _meters;
    readonly int[] _order;
    readonly Dice _dice;
    long _draws;

    /// <summary>Settles who is in the fleet.</summary>
    public Fleet(FleetKind kind, int meters = DefaultMeters, int seed = 1)
    {
        _meters = FleetMeters.Create(kind, meters, seed);
        _order = [.. Enumerable.Range(0, meters)];
        _dice = new(seed, -1);
    }

    /// <summary>
    /// Fills memory with frames: one of each meter in an order that is shuffled anew each time, and again, until the
    /// last one is cut by the end. A second call goes on from there with whole frames.
    /// </summary>
    public void Fill(Span<byte> bytes, CancellationToken cancellationToken = default)
    {
        while (!bytes.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Parallel.ForEach(_meters, meter => meter.Write(FramesAtATime));
            for (var round = 0; round < FramesAtATime; round++)
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
    /// Fills memory as one who serves a port for each meter receives it: a piece from the first, one from the second,
    /// and again from the first after the last. What is too little for one more piece from each stays as it was.
    /// </summary>
    /// <returns>Bytes filled: a multiple of <paramref name="pieceLength"/> times the number of meters.</returns>
    public int FillPieces(Memory<byte> bytes, int pieceLength, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pieceLength, 1);
        var turn = pieceLength * _meters.Length;
        var filled = bytes[..(bytes.Length / turn * turn)];
        var options = new ParallelOptions { CancellationToken = cancellationToken };
        Parallel.For(0, _meters.Length, options, place => FillPort(filled.Span, place, pieceLength));
        return filled.Length;
    }

    void FillPort(Span<byte> bytes, int place, int pieceLength)
    {
        var at = place * pieceLength;
        var room = pieceLength;
        while (at < bytes.Length)
        {
            _meters[place].Write(FramesAtATime);
            var frames = _meters[place].Written;
            while (!frames.IsEmpty && at < bytes.Length)
            {
                var part = frames[..Math.Min(frames.Length, room)];
                part.CopyTo(bytes[(at + pieceLength - room)..]);
                frames = frames[part.Length..];
                room -= part.Length;
                if (room == 0)
                {
                    at += pieceLength * _meters.Length;
                    room = pieceLength;
                }
            }
        }
    }

    /// <summary>Fisher and Yates.</summary>
    void Shuffle()
    {
        for (var i = _order.Length - 1; i > 0; i--)
        {
            var other = (int)(_dice.At(Purpose.Order, _draws++) % (ulong)(i + 1));
            (_order[i], _order[other]) = (_order[other], _order[i]);
        }
    }
}
