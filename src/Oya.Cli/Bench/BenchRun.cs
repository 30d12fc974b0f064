using Oya.Simulation;

namespace Oya.Cli.Bench;

/// <summary>
/// Measures the rows. Rows of the same stream are measured together, so each stream is generated once.
/// </summary>
sealed class BenchRun(CommandContext context, BenchSettings settings)
{
    // A slightly noisy line: one bit in 100 kB.
    const int BytesPerFlip = 100_000;

    readonly Dictionary<BenchRow, Measured> _rows = [];

    public async Task<BenchResult> RunAsync(string? capture)
    {
        var started = context.Time.GetTimestamp();
        // Measured first, before this process allocates its memory.
        await MeasureOtherAccelerationsAsync();
        var length = BenchSize.For(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, settings.IsQuick);
        var memory = new BenchMemory(length);
        if (!settings.IsQuick && length < BenchSize.Full)
        {
            context.Warn($"little memory: decoding {length >> 20} MB instead of {BenchSize.Full >> 20} MB");
        }

        WarmUp.Run(context.Cancellation);
        var passes = new PairedPasses(memory, context.Time, context.Cancellation);
        if (capture is not null)
        {
            await CaptureBytes.FillAsync(context, capture, memory.Source);
            Measure(BenchRow.Capture, new DecodePass<FrameSum>(memory.Source).Decode, memory, passes);
        }

        MeasureStandard(memory, passes);
        MeasureFleet(BenchRow.Historic, FleetKind.Historic, memory, passes);
        MeasureFleet(BenchRow.ThreePhaseProducer, FleetKind.ThreePhaseProducers, memory, passes);
        MeasurePorts(memory, passes);
        return _rows.Count > 0
            ? new(_rows, memory.Source.Length, context.Time.GetElapsedTime(started))
            : throw new OyaException(ExitCode.Unavailable, "nothing could be measured", "-v shows the reason");
    }

    async Task MeasureOtherAccelerationsAsync()
    {
        foreach (var row in settings.Rows)
        {
            if (OtherAcceleration.From(row) is not { } path)
            {
                continue;
            }

            context.Detail($"measuring {row}");
            if (await OtherAcceleration.MeasureAsync(path, settings, context.Cancellation) is { } measured)
            {
                _rows[row] = measured;
            }
            else
            {
                context.Detail($"{row} could not be measured: this program cannot start itself");
            }
        }
    }

    void MeasureStandard(BenchMemory memory, PairedPasses passes)
    {
        BenchRow[] rows = [BenchRow.Standard, BenchRow.Readings, BenchRow.File, BenchRow.Noisy];
        if (!settings.Rows.Overlaps(rows))
        {
            return;
        }

        Fill(FleetKind.Standard, memory);
        Measure(BenchRow.Standard, new DecodePass<FrameSum>(memory.Source).Decode, memory, passes);
        Measure(BenchRow.Readings, new DecodePass<ReadingSum>(memory.Source).Decode, memory, passes);
        MeasureFile(memory, passes);
        if (settings.Rows.Contains(BenchRow.Noisy))
        {
            BitFlips.Apply(memory.Source, BytesPerFlip, seed: 1);
            Measure(BenchRow.Noisy, new DecodePass<FrameSum>(memory.Source).Decode, memory, passes);
        }
    }

    void MeasureFile(BenchMemory memory, PairedPasses passes)
    {
        if (!settings.Rows.Contains(BenchRow.File))
        {
            return;
        }

        try
        {
            using var file = new CachedFile(memory.Source, context.Cancellation);
            context.Detail($"measuring {BenchRow.File}");
            _rows[BenchRow.File] = file.Measure(passes, settings.PerRow);
        }
        catch (IOException exception)
        {
            context.Warn($"the file could not be measured: {exception.Message}");
        }
    }

    void MeasureFleet(BenchRow row, FleetKind kind, BenchMemory memory, PairedPasses passes)
    {
        if (settings.Rows.Contains(row))
        {
            Fill(kind, memory);
            Measure(row, new DecodePass<FrameSum>(memory.Source).Decode, memory, passes);
        }
    }

    void MeasurePorts(BenchMemory memory, PairedPasses passes)
    {
        if (settings.Rows.Contains(BenchRow.Ports))
        {
            new Fleet(FleetKind.Standard, BenchMemory.Ports)
                .FillPieces(memory.Source, BenchMemory.PieceLength, context.Cancellation);
            Measure(BenchRow.Ports, new PortsPass(memory.Source).Decode, memory, passes);
        }
    }

    void Measure(BenchRow row, Pass pass, BenchMemory memory, PairedPasses passes)
    {
        if (settings.Rows.Contains(row))
        {
            context.Detail($"measuring {row}");
            _rows[row] = passes.Run(pass, settings.PerRow) with { LineBytesPerSecond = GetLine(memory.Source) };
        }
    }

    /// <summary>The line speed of the mode. Only standard mode has tabs.</summary>
    static int GetLine(ReadOnlySpan<byte> bytes) =>
        bytes[..BenchMemory.Unit].Contains((byte)'\t') ? Measured.StandardLine : Measured.HistoricLine;

    void Fill(FleetKind kind, BenchMemory memory) => new Fleet(kind).Fill(memory.Source, context.Cancellation);
}
