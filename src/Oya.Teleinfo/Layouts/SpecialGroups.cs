namespace Oya.Teleinfo;

/// <summary>The codes of PTEC and DEMAIN, of four characters each.</summary>
/// <param name="Period">Offset of the code of PTEC.</param>
/// <param name="Tomorrow">Offset of the code of DEMAIN.</param>
/// <param name="Characters">
/// Mask of the codes that the frame has: PTEC in the low half, DEMAIN in the high half.
/// </param>
readonly record struct CodeGroups(ushort Period, ushort Tomorrow, ulong Characters);

/// <summary>A group whose data is hexadecimal digits, two or eight.</summary>
/// <param name="Start">Offset of the eight bytes that end with the data.</param>
/// <param name="Offset">Index of its number.</param>
/// <param name="Characters">Mask of the data in these eight bytes.</param>
readonly record struct HexGroup(ushort Start, ushort Offset, ulong Characters);

/// <summary>The groups of a layout whose data needs more than a check of ranges.</summary>
/// <param name="Codes">The tariff codes.</param>
/// <param name="Hex">The groups of hexadecimal digits.</param>
/// <param name="Profiles">Offsets of the data of the day profiles.</param>
/// <param name="Relays">
/// Index of the number of RELAIS, which must fit into one byte; 0 when the frame has no RELAIS.
/// </param>
sealed record SpecialGroups(CodeGroups Codes, HexGroup[] Hex, ushort[] Profiles, int Relays)
{
    /// <summary>True when there are no groups but codes: most frames of historic mode.</summary>
    public bool AreCodesOnly { get; } = Hex.Length == 0 && Profiles.Length == 0 && Relays == 0;

    /// <summary>Finds the special groups of a frame.</summary>
    public static SpecialGroups From(ReadOnlySpan<GroupSlice> slices, LabelIndex offsets)
    {
        var codes = default(CodeGroups);
        var hex = new List<HexGroup>();
        var profiles = new List<ushort>();
        foreach (ref readonly var slice in slices)
        {
            var form = LabelForm.Find(slice.Label)!;
            var start = (ushort)(slice.Start + slice.DataStart);
            if (offsets.GetNumberIndex(slice.Label) == FrameValues.Zero)
            {
                continue;
            }

            if (form.Kind == ValueKind.Hex)
            {
                const int max = sizeof(ulong);
                var at = (ushort)(start + slice.DataLength - max);
                hex.Add(new(at, (ushort)offsets.GetNumberIndex(slice.Label), ulong.MaxValue << 8 * (max - slice.DataLength)));
            }
            else if (form.Label == TicLabel.PTEC)
            {
                codes = codes with { Period = start, Characters = codes.Characters | uint.MaxValue };
            }
            else if (form.Label == TicLabel.DEMAIN)
            {
                codes = codes with { Tomorrow = start, Characters = codes.Characters | (ulong)uint.MaxValue << 32 };
            }
            else if (form.Kind == ValueKind.DayProfile)
            {
                profiles.Add(start);
            }
        }

        return new(codes, [.. hex], [.. profiles], offsets.GetNumberIndex(TicLabel.RELAIS));
    }
}
