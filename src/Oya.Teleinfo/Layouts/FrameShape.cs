namespace Oya.Teleinfo;

/// <summary>What of an accepted frame is the same in every frame of its kind.</summary>
static class FrameShape
{
    /// <summary>
    /// A number of the labels, lengths, line ends and fixed data of groups; 0 when a layout cannot say them.
    /// </summary>
    /// <param name="text">From the first byte after STX to the last before ETX.</param>
    /// <param name="slices">The groups in it.</param>
    public static ulong Get(ReadOnlySpan<byte> text, ReadOnlySpan<GroupSlice> slices)
    {
        const ulong prime = 1_099_511_628_211;
        var hash = 14_695_981_039_346_656_037;
        var next = 1;
        foreach (ref readonly var slice in slices)
        {
            var end = slice.Start + slice.Length;
            if (slice.Label == TicLabel.Unknown || slice.Start != next || end >= text.Length)
            {
                return 0;
            }

            // The line ends are fixed bytes: a terminal that turned CR into LF makes another layout.
            next = end + 2;
            hash = (hash ^ (ulong)slice.Label) * prime;
            for (var at = 0; at < slice.DataLength && IsFixed(slice, text); at++)
            {
                hash = (hash ^ text[slice.Start + slice.DataStart + at]) * prime;
            }

            hash = (hash ^ (ulong)(slice.Length << 16 | text[slice.Start - 1] << 8 | text[end])) * prime;
        }

        // Groups are one behind the other, and after the last line end comes ETX. Of STX and ETX alone nothing is
        // learned: the scalar path hands on no frame for them.
        return next == text.Length + 1 && !slices.IsEmpty ? hash : 0;
    }

    /// <summary>
    /// What a meter does not change for years is fixed in its layout: the option of its tariff, its status word, and
    /// that no phase is missing.
    /// </summary>
    public static bool IsFixed(in GroupSlice slice, ReadOnlySpan<byte> text) =>
        slice.Label is TicLabel.OPTARIF or TicLabel.MOTDETAT || IsNoPhaseMissing(slice, text);

    public static bool IsNoPhaseMissing(in GroupSlice slice, ReadOnlySpan<byte> text) =>
        slice.Label == TicLabel.PPOT
        && text.Slice(slice.Start + slice.DataStart, slice.DataLength).SequenceEqual("00"u8);

    /// <summary>Every byte as it is, but for data, horodates and checksums.</summary>
    public static ByteRange[] GetRanges(ReadOnlySpan<byte> text, ReadOnlySpan<GroupSlice> slices)
    {
        var ranges = new ByteRange[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            ranges[i] = ByteRange.Only(text[i]);
        }

        foreach (ref readonly var slice in slices)
        {
            var form = LabelForm.Find(slice.Label)!;
            if (slice.HorodateLength > 0)
            {
                ByteRange.ForHorodate(form.Horodate).CopyTo(ranges.AsSpan(slice.Start + slice.NameLength + 1));
            }

            var data = ranges.AsSpan(slice.Start + slice.DataStart, slice.DataLength);
            for (var i = 0; i < data.Length && !IsFixed(slice, text); i++)
            {
                data[i] = ByteRange.ForData(form, i);
            }

            ranges[slice.Start + slice.Length - 1] = ByteRange.Checksum;
        }

        return ranges;
    }
}
