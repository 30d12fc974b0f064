namespace Oya.Teleinfo;

/// <summary>PTEC and DEMAIN, of four characters each.</summary>
/// <param name="Period">Where that of PTEC begins.</param>
/// <param name="Tomorrow">Where that of DEMAIN begins.</param>
/// <param name="Characters">The bits of those that there are, PTEC first.</param>
readonly record struct CodeGroups(ushort Period, ushort Tomorrow, ulong Characters);

/// <summary>A group whose data is hexadecimal digits, two or eight.</summary>
/// <param name="Start">Where the eight bytes begin that end with it.</param>
/// <param name="Offset">Where its number goes.</param>
/// <param name="Characters">Which of their bits it is.</param>
readonly record struct HexGroup(ushort Start, ushort Offset, ulong Characters);

/// <summary>The groups of a layout whose data is more than characters in a range.</summary>
/// <param name="Codes">Those that are codes.</param>
/// <param name="Hex">Those of hexadecimal digits.</param>
/// <param name="Profiles">Where the data of the day profiles begins.</param>
/// <param name="Relays">Where the number of RELAIS is, which is one byte; or 0.</param>
sealed record SpecialGroups(CodeGroups Codes, HexGroup[] Hex, ushort[] Profiles, int Relays)
{
    /// <summary>There is none but codes: most of historic mode.</summary>
    public bool AreCodesOnly { get; } = Hex.Length == 0 && Profiles.Length == 0 && Relays == 0;

    /// <summary>Those of some groups.</summary>
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
