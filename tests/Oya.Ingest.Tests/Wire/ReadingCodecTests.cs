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
    public void Encoded_readings_decode_to_the_same_values()
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
    public void Typical_readings_round_trip_in_full_batches()
    {
        var codec = new ReadingCodec();
        var readings = SampleReadings.Usual(3000);
        var (batch, taken) = (codec.Encode(readings, out var count), count);
        Assert.Equal(ReadingCodec.MaxReadings, taken);
        Assert.Equal(readings[..taken], codec.Decode(batch));
        // The size in the design. A regression by a factor of two must not go unnoticed.
        Assert.InRange(batch.Length / (double)taken, 5, 34);
    }

    [Fact]
    public void A_batch_that_would_be_too_long_takes_fewer_readings()
    {
        var random = new Random(1);
        var codec = new ReadingCodec();
        // No value equals the previous one.
        Reading[] readings = [.. SampleReadings.Usual(1000).Select(reading => reading with
        {
            At = new(random.NextInt64(4_000_000_000)),
            ReceivedAt = new(random.NextInt64(4_000_000_000)),
            Prm = new(random.NextInt64(99_999_999_999_999)),
            Status = new((uint)random.NextInt64(uint.MaxValue)),
            Energy = RandomRegisters(random),
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

    [Fact, Exhaustive]
    public void Mutated_bytes_fail_with_a_reason_or_are_another_valid_batch()
    {
        var codec = new ReadingCodec();
        var room = new Reading[ReadingCodec.MaxReadings];
        var (failed, valid) = (0, 0);
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
                // Whatever count the bytes claim, nothing is allocated for it.
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 0);
                Interlocked.Increment(ref valid);
                // A valid batch can be written again.
                codec.Encode(room.AsSpan(0, count), out _);
            }
            catch (BadBatchException e)
            {
                Assert.NotEmpty(e.Message);
                Interlocked.Increment(ref failed);
            }
        }, iter: 20_000, threads: 1);
        Assert.InRange(failed, 10_000, 20_000);
        Assert.InRange(valid, 1, 10_000);
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
    public void An_impossible_count_is_rejected_before_anything_is_allocated(uint count, string reason) =>
        Assert.Contains(reason, Rejection(new() { Meter = 1, Count = count }));

    [Fact]
    public void Values_that_no_meter_sends_are_rejected_with_their_field()
    {
        Assert.Contains("twelve digits", Rejection(new() { Meter = 1_000_000_000_000, Count = 1 }));
        Assert.Contains("field 12", Rejection(new() { Meter = 1, Count = 1, DrawnVa = new() { First = 100_000 } }));
        Assert.Contains(
            "field 8", Rejection(new() { Meter = 1, Count = 2, CurrentRegister = new() { First = 10, Step = 1 } }));
        Assert.Contains("field 10", Rejection(new() { Meter = 1, Count = 2, DrawnWh = new() { Deltas = { -1 } } }));
        Assert.Contains(
            "deltas", Rejection(new() { Meter = 1, Count = 3, DrawnWh = new() { First = 5, Deltas = { 1 } } }));
        Assert.Contains(
            "no end, or no power", Rejection(new() { Meter = 1, Count = 1, LastPointW = new() { First = 5 } }));
        Assert.Contains("of which readings", Rejection(new()
        {
            Meter = 1,
            Count = 9,
            DrawnWh = new() { First = 5, Presence = ByteString.CopyFrom(1) },
        }));
        Assert.Contains("of which readings", Rejection(new()
        {
            Meter = 1,
            Count = 1,
            At = new() { First = 5, Presence = ByteString.CopyFrom(1) },
        }));
        Assert.Contains("bytes", Assert.Throws<BadBatchException>(() =>
            new ReadingCodec().Decode(new byte[ReadingCodec.MaxBytes + 1])).Message);
    }

    [Fact]
    public void Readings_that_could_not_be_read_again_are_not_written()
    {
        Reading[] two = [new() { Meter = new(1) }, new() { Meter = new(2) }];
        Assert.Throws<ArgumentException>(() => new ReadingCodec().Encode(two, out _));
        Reading[] invalid = [new() { Meter = new(1), ImportVa = 1_000_000 }];
        Assert.Throws<ArgumentException>(() => new ReadingCodec().Encode(invalid, out _));
        Reading[] empty = [new() { Meter = new(1) }];
        Assert.Throws<ArgumentException>(() => new ReadingCodec().Encode(empty, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReadingCodec().Encode([], out _));
    }

    [Fact]
    public void A_field_of_a_later_version_is_ignored()
    {
        var codec = new ReadingCodec();
        var readings = SampleReadings.Usual(10);
        byte[] later = [.. codec.Encode(readings, out _), .. new byte[] { 0xC2, 0x3E, 3, 1, 2, 3, 0xC8, 0x3E, 7 }];
        var proto = Proto.Parser.ParseFrom(later);
        proto.Columns++;
        Assert.Equal(readings, codec.Decode(proto.ToByteArray()));
    }

    [Fact]
    public void A_batch_that_was_cut_anywhere_is_rejected() => SampleReadings.OfOneMeter.Sample(readings =>
    {
        var codec = new ReadingCodec();
        var batch = codec.Encode(readings, out _);
        for (var length = 0; length < batch.Length; length++)
        {
            Assert.Throws<BadBatchException>(() => codec.Decode(batch.AsSpan(0, length)));
        }
    }, iter: 100);

    [Fact]
    public void A_batch_that_lost_a_column_is_reported_as_incomplete()
    {
        var proto = Proto.Parser.ParseFrom(new ReadingCodec().Encode(SampleReadings.Usual(10), out _));
        proto.DrawnWh = null;
        Assert.Contains("a part is missing", Assert.Throws<BadBatchException>(() =>
            new ReadingCodec().Decode(proto.ToByteArray())).Message);
    }

    [Fact]
    public void The_format_is_compatible_with_Protobuf_in_both_directions() =>
        SampleReadings.OfOneMeter.Sample(readings =>
    {
        var codec = new ReadingCodec();
        var batch = codec.Encode(readings, out var taken);
        var proto = Proto.Parser.ParseFrom(batch);
        Assert.Equal((readings[0].Meter.Value, taken), ((long)proto.Meter, (int)proto.Count));
        Assert.Equal(readings[..taken].Select(reading => (long?)reading.At.UnixSeconds), Values(proto.At, taken, 0));
        Assert.Equal(readings[..taken].Select(reading => reading.Energy.ImportWh), Values(proto.DrawnWh, taken, null));
        Assert.Equal(
            readings[..taken].Select(reading => (long?)reading.PreviousPoint?.Watts),
            Values(proto.PreviousPointW, taken, null));
        Assert.Equal(batch, proto.ToByteArray());
        Assert.Equal(readings[..taken], codec.Decode(proto.ToByteArray()));
    }, iter: 500);

    static EnergyRegisters RandomRegisters(Random random)
    {
        var energy = new EnergyRegisters { ImportWh = random.Next(999_999_999), ExportWh = random.Next(999_999_999) };
        for (var number = 1; number <= EnergyRegisters.SupplierCount; number++)
        {
            energy.SetSupplier(number, random.Next(999_999_999));
        }

        return energy;
    }

    /// <summary>The values of a column, decoded in the most obvious way from its description in the schema.</summary>
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

            value = next < 0
                ? column.First
                : value + column.Step + (column.Deltas.Count == 0 ? 0 : column.Deltas[next]);
            next++;
            yield return value;
        }
    }

    static string Rejection(Proto batch)
    {
        batch.Columns = (uint)Proto.Descriptor.Fields.InFieldNumberOrder().Count(field =>
            field.FieldType == FieldType.Message && field.Accessor.GetValue(batch) is not null);
        return Assert.Throws<BadBatchException>(() => new ReadingCodec().Decode(batch.ToByteArray())).Message;
    }
}
