using System.IO.Pipelines;

namespace Oya.Teleinfo.Tests;

/// <summary>A long capture is read through one buffer of 64 kB: nothing is allocated per frame, nor per read.</summary>
[Collection(nameof(AllocationTests))]
public class ReaderAllocationTests
{
    const int Length = 32 << 20;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_long_stream_is_pulled_without_allocating()
    {
        var frames = TicReader.ReadFramesAsync(new EndlessStream(Length), Cancellation).GetAsyncEnumerator();
        Assert.Equal(0, await AllocatedAfterWarmUp(frames));
    }

    [Fact]
    public async Task A_long_stream_is_pushed_without_allocating()
    {
        var counter = new Counter();
        await TicReader.DecodeAsync(new EndlessStream(1 << 20), counter, Cancellation);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var statistics = await TicReader.DecodeAsync(new EndlessStream(Length), counter, Cancellation);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(Length, statistics.Bytes);
        Assert.True(statistics.Frames > 40_000);
        // The buffers of the reader and the decoder, whatever the length is.
        Assert.InRange(allocated, 0, 100_000);
    }

    [Fact]
    public async Task A_pipe_that_is_always_waited_for_costs_no_task_a_read()
    {
        var bytes = TestFrames.Standard(0);
        var pipe = new Pipe(new(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline));
        var frames = TicReader.ReadFramesAsync(pipe.Reader, Cancellation).GetAsyncEnumerator();
        var allocated = 0L;
        for (var i = 0; i < 2000; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var next = frames.MoveNextAsync();
            Assert.False(next.IsCompleted);
            // The frame comes in two pieces, and the reader is waiting for each of them.
            await pipe.Writer.WriteAsync(bytes.AsMemory(0, 100), Cancellation);
            await pipe.Writer.WriteAsync(bytes.AsMemory(100), Cancellation);
            Assert.True(next.IsCompleted && await next);
            allocated += i < 1000 ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.InRange(allocated, 0, 1000);
    }

    static async Task<long> AllocatedAfterWarmUp(TicFrames.Enumerator frames)
    {
        for (var i = 0; i < 5000; i++)
        {
            Assert.True(await frames.MoveNextAsync());
        }

        var (before, count, total) = (GC.GetAllocatedBytesForCurrentThread(), 0, 0L);
        while (await frames.MoveNextAsync())
        {
            total += frames.Current.ImportWh ?? 0;
            count++;
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(count > 40_000 && total > 0);
        return allocated;
    }

    sealed class Counter : ITicHandler
    {
        public long Total { get; private set; }

        public void OnFrame(in TicFrame frame) => Total += frame.ImportWh ?? 0;
    }

    /// <summary>The same frames again and again, without being anywhere in whole.</summary>
    sealed class EndlessStream(long length) : Stream
    {
        static readonly byte[] Frames = TestFrames.Stream(TestFrames.Standard, 40);

        long _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var from = (int)(_at % Frames.Length);
            var count = (int)Math.Min(Math.Min(buffer.Length, Frames.Length - from), length - _at);
            Frames.AsSpan(from, count).CopyTo(buffer);
            _at += count;
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(Read(buffer.Span));

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
