using System.IO.MemoryMappedFiles;
using Oya.Teleinfo;

namespace Oya.Cli.Bench;

/// <summary>
/// The stream in a temporary file. The file has just been written, so it is in the page cache of the system. It is
/// decoded with large reads and with a memory mapping.
/// </summary>
sealed class CachedFile : IDisposable
{
    // The buffer size of a replay.
    const int BufferLength = Oya.Ingest.CaptureSource.BufferLength;

    readonly FileStream _file;
    readonly MemoryMappedFile _map;
    readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferLength);
    readonly TicDecoder _decoder = new();

    /// <exception cref="IOException">The disk has no room for the file.</exception>
    public CachedFile(ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        _file = new(Path.GetTempFileName(), new FileStreamOptions
        {
            Mode = FileMode.Create, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose, BufferSize = 0,
        });
        try
        {
            for (var rest = bytes; !rest.IsEmpty; rest = rest[Math.Min(BufferLength, rest.Length)..])
            {
                cancellation.ThrowIfCancellationRequested();
                _file.Write(rest[..Math.Min(BufferLength, rest.Length)]);
            }

            _map = MemoryMappedFile.CreateFromFile(
                _file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public long Sum { get; private set; }

    /// <summary>Measures both access methods and returns the faster one.</summary>
    public Measured Measure(PairedPasses passes, TimeSpan span)
    {
        var reads = passes.Run(Read, span / 2) with { ReadMethod = "reads" };
        var mapped = passes.Run(Map, span / 2) with { ReadMethod = "mmap" };
        return reads.BytesPerSecond > mapped.BytesPerSecond ? reads : mapped;
    }

    public void Dispose()
    {
        _map.Dispose();
        _file.Dispose();
    }

    long Read(int offset, int length)
    {
        var frames = new FrameSum();
        for (var end = offset + length; offset < end;)
        {
            var count = RandomAccess.Read(
                _file.SafeFileHandle, _buffer.AsSpan(0, Math.Min(BufferLength, end - offset)), offset);
            _decoder.Decode(_buffer.AsSpan(0, count), ref frames);
            offset += count;
        }

        Sum += frames.Sum;
        return frames.Frames;
    }

    /// <summary>
    /// Creates a new view each time, like a program that opens a capture: page faults are part of the cost.
    /// </summary>
    unsafe long Map(int offset, int length)
    {
        var frames = new FrameSum();
        using var view = _map.CreateViewAccessor(offset, length, MemoryMappedFileAccess.Read);
        byte* pointer = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        try
        {
            _decoder.Decode(new ReadOnlySpan<byte>(pointer + view.PointerOffset, length), ref frames);
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }

        Sum += frames.Sum;
        return frames.Frames;
    }
}
