namespace Oya.Teleinfo;

/// <summary>A group whose data is one of some words, of up to seven characters: codes and the status word.</summary>
/// <param name="Start">Where its data begins.</param>
/// <param name="Length">Bytes of it.</param>
/// <param name="Label">Whose word it is.</param>
/// <param name="Characters">The bits of the word in the eight bytes from there.</param>
readonly record struct WordGroup(ushort Start, ushort Length, TicLabel Label, ulong Characters);

/// <summary>A group whose data is hexadecimal digits.</summary>
/// <param name="Start">Where its data begins.</param>
/// <param name="Length">Bytes of it.</param>
/// <param name="Place">Where its number goes.</param>
readonly record struct HexGroup(ushort Start, ushort Length, ushort Place);

/// <summary>The groups of a layout whose data is more than characters in a range.</summary>
/// <param name="Words">Those that are one of some words.</param>
/// <param name="Hex">Those of hexadecimal digits.</param>
/// <param name="Profiles">Where the data of the day profiles begins.</param>
/// <param name="Relays">Where the number of RELAIS is, which is one byte; or -1.</param>
sealed record SpecialGroups(WordGroup[] Words, HexGroup[] Hex, ushort[] Profiles, int Relays)
{
    // The longer form of MOTDETAT; the bytes behind a word in the eight that are read hold its label.
    const int LongestWord = 7;

    /// <summary>Those of some groups; null when a word is too long.</summary>
    public static SpecialGroups? Of(ReadOnlySpan<GroupMark> marks, LabelPlaces places)
    {
        var words = new List<WordGroup>();
        var hex = new List<HexGroup>();
        var profiles = new List<ushort>();
        foreach (ref readonly var mark in marks)
        {
            var form = LabelForm.Of(mark.Label)!;
            var start = (ushort)(mark.Start + mark.DataStart);
            if (form.Kind == ValueKind.Hex)
            {
                hex.Add(new(start, mark.DataLength, (ushort)(places.NumberOf(mark.Label) - 1)));
            }
            else if (form.Kind == ValueKind.DayProfile)
            {
                profiles.Add(start);
            }
            else if (form.Kind == ValueKind.Code || form.Label == TicLabel.MOTDETAT)
            {
                if (mark.DataLength > LongestWord)
                {
                    return null;
                }

                words.Add(new(start, mark.DataLength, mark.Label, ulong.MaxValue >> (64 - 8 * mark.DataLength)));
            }
        }

        return new([.. words], [.. hex], [.. profiles], places.NumberOf(TicLabel.RELAIS) - 1);
    }
}
