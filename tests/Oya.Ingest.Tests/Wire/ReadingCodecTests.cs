using CsCheck;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Oya.Teleinfo;
using Column = Oya.Metering.V1.Column;
using Proto = Oya.Metering.V1.ReadingBatch;

namespace Oya.Ingest.Tests;

public class ReadingCodecTests
{
    [Fact]
    public void Any_readings_come_back_as_they_were()
    {
        SampleReadings.OfOneMeter.Sample(readings =>
        {
            var codec = new ReadingCodec();
            var batch = codec.Encode(readings, out var taken);
            Assert.Equal(readings[..taken], codec.Decode(batch));
            Assert.Equal((readings[0].Meter, taken), ReadingCodec.GetHead(batch));
        }, iter: 2000);
    }

    [Fact]
    public void What_a_meter_usually_sends_comes_back_in_full_batches()
    {
        var codec = new ReadingCodec();
        var readings = SampleReadings.Usual(3000);
        var (batch, taken) = (codec.Encode(readings, out var count), count);
        Assert.Equal(ReadingCodec.MaxReadings, taken);
        Assert.Equal(readings[..taken], codec.Decode(batch));
        // The figure of the design: half of its size must not come back unseen.
        Assert.InRange(batch.Length / (double)taken, 5, 34);
    }

    [Fact]
    public void A_batch_that_would_be_too_long_takes_fewer_readings()
    {
        var random = new Random(1);
        var codec = new ReadingCodec();
        // Nothing in them is like the one before.
        Reading[] readings = [.. SampleReadings.Usual(1000).Select(reading => reading with
        {
            At = new(random.NextInt64(4_000_000_000)),
            ReceivedAt = new(random.NextInt64(4_000_000_000)),
            Prm = new(random.NextInt64(99_999_999_999_999)),
            Status = new((uint)random.NextInt64(uint.MaxValue)),
            Energy = Wild(random),
            LastPoint = new(new(random.NextInt64(4_000_000_000)), 3),
            PreviousPoint = new(new(random.NextInt64(4_000_000_000)), 3),
        })];
        var read = new List<Reading>();
        for (var left = readings.AsSpan(); left.Length > 0;)
        {
            var batch = codec.Encode(left, out var taken);
            Assert.InRange(batch.Length, 1, ReadingCodec.MaxBytes);
            read.AddRange(codec.Decode(batch));
            left = left[taken..];
        }

        Assert.Equal(readings, read);
    }

    [Fact]
    public void Mutated_bytes_fail_with_a_reason_or_are_another_sound_batch()
    {
        var codec = new ReadingCodec();
        var room = new Reading[ReadingCodec.MaxReadings];
        var (failed, sound) = (0, 0);
        Gen.Select(SampleReadings.OfOneMeter, Gen.Int[1, 8], Gen.Int).Sample((readings, changes, seed) =>
        {
            var random = new Random(seed);
            var batch = codec.Encode(readings, out _);
            for (var i = 0; i < changes; i++)
            {
                batch[random.Next(batch.Length)] = (byte)random.Next(256);
            }

            if (random.Next(4) == 0)
            {
                batch = batch[..random.Next(batch.Length)];
            }

            try
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var count = codec.Decode(batch, room);
                // Whatever the bytes claim: nothing is made of it.
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 0);
                Interlocked.Increment(ref sound);
                // And what is sound can be written again.
                codec.Encode(room.AsSpan(0, count), out _);
            }
            catch (BadBatchException e)
            {
                Assert.NotEmpty(e.Message);
                Interlocked.Increment(ref failed);
            }
        }, iter: 20_000, threads: 1);
        Assert.InRange(failed, 10_000, 20_000);
        Assert.InRange(sound, 1, 10_000);
    }

    [Fact]
    public void Any_bytes_fail_with_a_reason() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        try
        {
            Assert.NotEmpty(new ReadingCodec().Decode(bytes));
        }
        catch (BadBatchException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }, iter: 20_000);

    [Theory]
    [InlineData(0, "claims 0 readings")]
    [InlineData(1025, "claims 1025 readings")]
    [InlineData(uint.MaxValue, "claims 4294967295 readings")]
    public void A_count_that_cannot_be_is_refused_before_anything_is_made(uint count, string reason) =>
        Assert.Contains(reason, Refused(new() { Meter = 1, Count = count }));

    [Fact]
    public void Values_that_no_meter_sends_are_refused_with_their_field()
    {
        Assert.Contains("twelve digits", Refused(new() { Meter = 1_000_000_000_000, Count = 1 }));
        Assert.Contains("field 12", Refused(new() { Meter = 1, Count = 1, DrawnVa = new() { First = 100_000 } }));
        Assert.Contains("field 8", Refused(new() { Meter = 1, Count = 2, CurrentRegister = new() { First = 10, Step = 1 } }));
        Assert.Contains("field 10", Refused(new() { Meter = 1, Count = 2, DrawnWh = new() { Deltas = { -1 } } }));
        Assert.Contains("deltas", Refused(new() { Meter = 1, Count = 3, DrawnWh = new() { First = 5, Deltas = { 1 } } }));
        Assert.Contains("no end, or no power", Refused(new() { Meter = 1, Count = 1, LastPointW = new() { First = 5 } }));
        Assert.Contains("of which readings", Refused(new()
        {
            Meter = 1,
            Count = 9,
            DrawnWh = new() { First = 5, Presence = ByteString.CopyFrom(1) },
        }));
        Assert.Contains("of which readings", Refused(new()
        {
            Meter = 1,
            Count = 1,
            At = new() { First = 5, Presence = ByteString.CopyFrom(1) },
        }));
        Assert.Contains("bytes", Assert.Throws<BadBatchException>(() =>
            new ReadingCodec().Decode(new byte[ReadingCodec.MaxBytes + 1])).Message);
    }

    [Fact]
    public void Readings_that_cannot_be_read_again_are_not_written()
    {
        Reading[] two = [new() { Meter = new(1) }, new() { Meter = new(2) }];
        Assert.Throws<ArgumentException>(() => new ReadingCodec().Encode(two, out _));
        Reading[] wild = [new() { Meter = new(1), ImportVa = 1_000_000 }];
        Assert.Throws<ArgumentException>(() => new ReadingCodec().Encode(wild, out _));
        Reading[] empty = [new() { Meter = new(1) }];
        Assert.Throws<ArgumentException>(() => new ReadingCodec().Encode(empty, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReadingCodec().Encode([], out _));
    }

    [Fact]
    public void A_field_of_a_later_version_is_passed_over()
    {
        var codec = new ReadingCodec();
        var readings = SampleReadings.Usual(10);
        byte[] later = [.. codec.Encode(readings, out _), .. new byte[] { 0xC2, 0x3E, 3, 1, 2, 3, 0xC8, 0x3E, 7 }];
        var proto = Proto.Parser.ParseFrom(later);
        proto.Columns++;
        Assert.Equal(readings, codec.Decode(proto.ToByteArray()));
    }

    [Fact]
    public void A_batch_that_was_cut_anywhere_is_refused() => SampleReadings.OfOneMeter.Sample(readings =>
    {
        var codec = new ReadingCodec();
        var batch = codec.Encode(readings, out _);
        for (var length = 0; length < batch.Length; length++)
        {
            Assert.Throws<BadBatchException>(() => codec.Decode(batch.AsSpan(0, length)));
        }
    }, iter: 100);

    [Fact]
    public void A_batch_that_lost_a_column_on_its_way_says_so()
    {
        var proto = Proto.Parser.ParseFrom(new ReadingCodec().Encode(SampleReadings.Usual(10), out _));
        proto.DrawnWh = null;
        Assert.Contains("a part is missing", Assert.Throws<BadBatchException>(() =>
            new ReadingCodec().Decode(proto.ToByteArray())).Message);
    }

    [Fact]
    public void What_is_written_is_what_Protobuf_reads_and_the_other_way_round() => SampleReadings.OfOneMeter.Sample(readings =>
    {
        var codec = new ReadingCodec();
        var batch = codec.Encode(readings, out var taken);
        var proto = Proto.Parser.ParseFrom(batch);
        Assert.Equal((readings[0].Meter.Value, taken), ((long)proto.Meter, (int)proto.Count));
        Assert.Equal(readings[..taken].Select(reading => (long?)reading.At.UnixSeconds), Values(proto.At, taken, 0));
        Assert.Equal(readings[..taken].Select(reading => reading.Energy.ImportWh), Values(proto.DrawnWh, taken, null));
        Assert.Equal(
            readings[..taken].Select(reading => (long?)reading.PreviousPoint?.Watts), Values(proto.PreviousPointW, taken, null));
        Assert.Equal(batch, proto.ToByteArray());
        Assert.Equal(readings[..taken], codec.Decode(proto.ToByteArray()));
    }, iter: 500);

    static EnergyRegisters Wild(Random random)
    {
        var energy = new EnergyRegisters { ImportWh = random.Next(999_999_999), ExportWh = random.Next(999_999_999) };
        for (var number = 1; number <= EnergyRegisters.SupplierCount; number++)
        {
            energy = energy.WithSupplierWh(number, random.Next(999_999_999));
        }

        return energy;
    }

    /// <summary>The values of a column by the words of its description, as obviously as can be.</summary>
    static IEnumerable<long?> Values(Column? column, int count, long? absent)
    {
        var (value, next) = (0L, -1);
        for (var i = 0; i < count; i++)
        {
            if (column is null || (column.Presence.Length > 0 && (column.Presence[i / 8] >> i % 8 & 1) == 0))
            {
                yield return absent;
                continue;
            }

            value = next < 0 ? column.First : value + column.Step + (column.Deltas.Count == 0 ? 0 : column.Deltas[next]);
            next++;
            yield return value;
        }
    }

    static string Refused(Proto batch)
    {
        batch.Columns = (uint)Proto.Descriptor.Fields.InFieldNumberOrder().Count(field =>
            field.FieldType == FieldType.Message && field.Accessor.GetValue(batch) is not null);
        return Assert.Throws<BadBatchException>(() => new ReadingCodec().Decode(batch.ToByteArray())).Message;
    }
}
