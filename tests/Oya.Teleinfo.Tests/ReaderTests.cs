using System.Buffers;
using System.IO.Pipelines;

namespace Oya.Teleinfo.Tests;

/// <summary>Streams and pipes give what the decoder gives of the same bytes, and end, fail and stop as .NET's own do.</summary>
public class ReaderTests
{
    static readonly byte[] Three = TestFrames.Stream(TestFrames.Standard, 3);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Files => Captures.Rows;

    [Theory, MemberData(nameof(Files))]
    public async Task A_capture_read_from_a_stream_is_what_the_decoder_gives(string file)
    {
        var bytes = Captures.Read(file);
        Recorder.Decode(bytes).AssertEqual(await Pulled(new MemoryStream(bytes)), $"{file}, pulled");
        Recorder.Decode(bytes).AssertEqual(await Pushed(new MemoryStream(bytes)), $"{file}, pushed");
    }

    [Fact]
    public async Task A_damaged_stream_in_pieces_of_any_length_is_what_the_decoder_gives()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var bytes = Mutations.From([.. Three, .. TestFrames.Stream(TestFrames.Historic, 20), .. Three], seed);
            var whole = Recorder.Decode(bytes, out var statistics);
            var frames = TicReader.ReadFramesAsync(new PieceStream(bytes, seed), Cancellation);
            whole.AssertEqual(await Pulled(frames), $"pulled, seed {seed}");
            whole.AssertEqual(await Pushed(new PieceStream(bytes, seed)), $"pushed, seed {seed}");
            whole.AssertEqual(
                await Pulled(TicReader.ReadFramesAsync(PipeReader.Create(new PieceStream(bytes, seed)), Cancellation)),
                $"pulled from a pipe, seed {seed}");
            Assert.Equivalent(statistics, frames.Statistics);
        }
    }

    [Fact]
    public async Task Frames_without_any_end_between_them_are_read_one_by_one()
    {
        var text = TestFrames.Stream(TestFrames.Historic, 80).Where(b => b is not (0x02 or 0x03)).ToArray();
        var whole = Recorder.Decode(text);
        Assert.Equal(80, whole.Frames.Count);
        whole.AssertEqual(await Pulled(new MemoryStream(text)), "in one read");
        whole.AssertEqual(await Pulled(new PieceStream(text, 3)), "in pieces");
    }

    [Fact]
    public void Segments_of_memory_are_one_stream()
    {
        for (var length = 1; length < 300; length += 7)
        {
            var decoder = new TicDecoder();
            var recorder = new Recorder();
            decoder.Decode(Segments.From(Three, length), ref recorder);
            decoder.Complete(ref recorder);
            Recorder.Decode(Three).AssertEqual(recorder.Seen, $"segments of {length}");
        }
    }

    [Fact]
    public async Task Frames_that_wait_for_their_turn_keep_what_each_of_them_misses()
    {
        var bytes = TestFrames.DamagedStream(TestFrames.Standard, 40, seed: 1);
        var plain = Everything.From(bytes, null, bytes.Length, out _);
        var seen = new Everything();
        await foreach (var frame in TicReader.ReadFramesAsync(new MemoryStream(bytes), Cancellation))
        {
            seen.OnFrame(frame);
        }

        Assert.Equal(plain[..^1], seen.Frames);
    }

    [Fact]
    public async Task Between_two_frames_one_may_wait_for_something_else()
    {
        var indexes = new List<long?>();
        await foreach (var frame in TicReader.ReadFramesAsync(new PieceStream(Three, 1), Cancellation))
        {
            indexes.Add(frame.ImportWh);
            await Task.Yield();
        }

        Assert.Equal([21_004_376, 21_004_377, 21_004_378], indexes);
    }

    [Fact]
    public async Task A_second_loop_goes_on_where_the_first_was_left()
    {
        var frames = TicReader.ReadFramesAsync(new MemoryStream(Three), Cancellation);
        var ordinals = new List<long>();
        await foreach (var frame in frames)
        {
            ordinals.Add(frame.Summary.Ordinal);
            break;
        }

        await foreach (var frame in frames)
        {
            ordinals.Add(frame.Summary.Ordinal);
        }

        await foreach (var frame in frames)
        {
            Assert.Fail("the stream has ended");
        }

        Assert.Equal([0, 1, 2], ordinals);
    }

    [Fact]
    public async Task A_stream_without_frames_gives_none()
    {
        Assert.Empty((await Pulled(Stream.Null)).Frames);
        Assert.Empty((await Pulled(new MemoryStream(new byte[200_000]))).Frames);
        var noise = new MemoryStream(new byte[200_000]);
        Assert.Equal(200_000, (await TicReader.DecodeAsync(noise, new Recorder(), Cancellation)).Bytes);
    }

    [Fact]
    public async Task When_the_stream_fails_all_that_came_before_is_given_first()
    {
        var bytes = Three[..^20];
        var whole = Recorder.Decode(bytes);
        var failure = new IOException("the port is gone");
        var (seen, thrown) = await UntilFailure(
            TicReader.ReadFramesAsync(new PieceStream(bytes, 1, 200, failure), Cancellation));
        Assert.Same(failure, thrown);
        whole.AssertEqual(seen, "pulled");
        Assert.Equal(FrameEnd.Truncated, seen.Frames[^1].End);

        var recorder = new Recorder();
        thrown = await Assert.ThrowsAsync<IOException>(
            () => TicReader.DecodeAsync(new PieceStream(bytes, 1, 200, failure), recorder, Cancellation));
        Assert.Same(failure, thrown);
        whole.AssertEqual(recorder.Seen, "pushed");
    }

    [Fact]
    public async Task Between_two_frames_a_failure_comes_at_once()
    {
        var (seen, thrown) = await UntilFailure(
            TicReader.ReadFramesAsync(new PieceStream(Three, 1, 9000, new IOException()), Cancellation));
        Assert.NotNull(thrown);
        Assert.Equal(3, seen.Frames.Count);
    }

    [Fact]
    public async Task After_a_failure_one_may_read_on()
    {
        var stream = new PieceStream(Three[..^20], 1, 200, new TimeoutException());
        var frames = TicReader.ReadFramesAsync(stream, Cancellation);
        var (_, thrown) = await UntilFailure(frames);
        Assert.IsType<TimeoutException>(thrown);
        Assert.Empty((await Pulled(frames)).Frames);
    }

    [Fact]
    public async Task What_a_handler_throws_comes_out_at_once() => await Assert.ThrowsAsync<InvalidDataException>(
        () => TicReader.DecodeAsync(new MemoryStream(Three), new Thrower(), Cancellation));

    [Fact]
    public async Task A_cancelled_reader_throws_and_gives_no_half_frame()
    {
        using var source = new CancellationTokenSource();
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(Three.AsMemory()[..^20], Cancellation);
        var (seen, thrown) = await UntilFailure(
            TicReader.ReadFramesAsync(pipe.Reader, source.Token), count => count == 2, source.Cancel);
        Assert.IsAssignableFrom<OperationCanceledException>(thrown);
        Assert.All(seen.Frames, frame => Assert.True(frame.IsWhole));
        Assert.Equal(2, seen.Frames.Count);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => TicReader.DecodeAsync(new MemoryStream(Three), new Recorder(), source.Token));
    }

    [Fact]
    public async Task A_read_of_a_pipe_that_was_cancelled_loses_nothing()
    {
        var pipe = new Pipe();
        var frames = TicReader.ReadFramesAsync(pipe.Reader, Cancellation);
        await pipe.Writer.WriteAsync(Three.AsMemory()[..100], Cancellation);
        var (before, thrown) = await UntilFailure(frames, count => count == 0, pipe.Reader.CancelPendingRead);
        Assert.IsType<OperationCanceledException>(thrown);

        await pipe.Writer.WriteAsync(Three.AsMemory()[100..], Cancellation);
        await pipe.Writer.CompleteAsync();
        Assert.Empty(before.Frames);
        Recorder.Decode(Three).AssertEqual(await Pulled(frames), "after it");
    }

    [Fact]
    public async Task After_a_token_was_cancelled_frames_are_read_on_under_another_one()
    {
        using var source = new CancellationTokenSource();
        var pipe = new Pipe();
        var frames = TicReader.ReadFramesAsync(pipe.Reader, source.Token);
        await pipe.Writer.WriteAsync(Three.AsMemory()[..^20], Cancellation);
        var (before, _) = await UntilFailure(frames, count => count == 2, source.Cancel);
        Assert.Equal(2, before.Frames.Count);

        await pipe.Writer.WriteAsync(Three.AsMemory()[^20..], Cancellation);
        await pipe.Writer.CompleteAsync();
        var after = await Pulled(frames.WithCancellation(Cancellation));
        Assert.True(Assert.Single(after.Frames).IsWhole);
    }

    [Fact]
    public async Task Of_all_that_a_pipe_holds_no_more_is_taken_at_once_than_of_a_stream()
    {
        byte[] bytes = [.. Enumerable.Repeat(TestFrames.Stream(TestFrames.Short, 100), 200).SelectMany(piece => piece)];
        var frames = TicReader.ReadFramesAsync(PipeReader.Create(new(bytes)), Cancellation);
        var count = 0;
        await foreach (var frame in frames)
        {
            count++;
            Assert.InRange(
                frames.Statistics.Bytes - frame.Summary.Offset - frame.Summary.Length, 0, TicReader.BufferLength);
        }

        Assert.Equal(20_000, count);
    }

    [Fact]
    public async Task A_pipe_whose_frames_a_handler_refused_can_be_read_on()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(Three, Cancellation);
        await Assert.ThrowsAsync<InvalidDataException>(
            () => TicReader.DecodeAsync(pipe.Reader, new Thrower(), Cancellation));
        await pipe.Writer.WriteAsync(Three, Cancellation);
        await pipe.Writer.CompleteAsync();
        Assert.Equal(3, (await Pulled(TicReader.ReadFramesAsync(pipe.Reader, Cancellation))).Frames.Count);
    }

    [Fact]
    public async Task What_is_read_is_not_closed()
    {
        var stream = new PieceStream(Three, 1);
        await Pulled(stream);
        await Pushed(new PieceStream(Three, 2));
        Assert.False(stream.IsClosed);
    }

    [Fact]
    public async Task Before_the_first_frame_and_after_the_last_there_is_none_at_hand()
    {
        var frames = TicReader.ReadFramesAsync(new MemoryStream(Three), Cancellation).GetAsyncEnumerator();
        Assert.Throws<InvalidOperationException>(() => frames.Current.ImportWh);
        while (await frames.MoveNextAsync())
        {
            Assert.NotNull(frames.Current.ImportWh);
        }

        Assert.Throws<InvalidOperationException>(() => frames.Current.ImportWh);
        Assert.False(await frames.MoveNextAsync());
    }

    [Fact]
    public void What_cannot_be_read_is_refused_at_once()
    {
        Assert.Throws<ArgumentNullException>(() => TicReader.ReadFramesAsync((Stream)null!, Cancellation));
        Assert.Throws<ArgumentNullException>(() => TicReader.ReadFramesAsync((PipeReader)null!, Cancellation));
        Assert.Throws<ArgumentNullException>(
            () => { _ = TicReader.DecodeAsync<Recorder>(new MemoryStream(), null!, Cancellation); });
        var closed = new MemoryStream();
        closed.Dispose();
        Assert.Throws<ArgumentException>(() => TicReader.ReadFramesAsync(closed, Cancellation));
    }

    static Task<Decoded> Pulled(Stream stream) => Pulled(TicReader.ReadFramesAsync(stream, Cancellation));

    static async Task<Decoded> Pulled(TicFrames frames)
    {
        var recorder = new Recorder();
        await foreach (var frame in frames)
        {
            recorder.OnFrame(frame);
            AssertSameByLabel(frame);
        }

        return recorder.Seen;
    }

    static async Task<Decoded> Pushed(Stream stream)
    {
        var recorder = new Recorder();
        await TicReader.DecodeAsync(stream, recorder, Cancellation);
        return recorder.Seen;
    }

    /// <summary>Reads until it throws; when so many frames came, does something before the next is asked for.</summary>
    static async Task<(Decoded Seen, Exception? Thrown)> UntilFailure(
        TicFrames frames, Func<int, bool>? when = null, Action? what = null)
    {
        var recorder = new Recorder();
        var enumerator = frames.GetAsyncEnumerator();
        try
        {
            while (true)
            {
                var next = enumerator.MoveNextAsync();
                if (!next.IsCompleted && when?.Invoke(recorder.Seen.Frames.Count) == true)
                {
                    what!();
                }

                if (!await next)
                {
                    return (recorder.Seen, null);
                }

                recorder.OnFrame(enumerator.Current);
            }
        }
        catch (Exception exception)
        {
            return (recorder.Seen, exception);
        }
    }

    /// <summary>A frame that waited for its turn is found by label too.</summary>
    static void AssertSameByLabel(in TicFrame frame)
    {
        var seen = new HashSet<TicLabel>();
        foreach (var group in frame.Groups)
        {
            if (group.IsValid && group.Label != TicLabel.Unknown && seen.Add(group.Label))
            {
                Assert.True(frame.TryGet(group.Label, out var found));
                Assert.Equal(group.Offset, found.Offset);
                if (group.Form!.Kind is ValueKind.Number or ValueKind.Digits)
                {
                    Assert.Equal(group.Number, frame.GetNumber(group.Label));
                }
            }
        }
    }

    sealed class Thrower : ITicHandler
    {
        public void OnFrame(in TicFrame frame) => throw new InvalidDataException();
    }
}
