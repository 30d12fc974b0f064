using System.Numerics;
using System.Text.RegularExpressions;

namespace Oya.Teleinfo.Tests;

/// <summary>
/// A second decoder with the same result, written to be obvious and not to be fast: the whole stream in memory,
/// strings, lists, regular expressions. Pieces may have any length (the real decoder emits a piece longer than its
/// buffer in parts).
/// </summary>
static partial class ReferenceDecoder
{
    sealed record Line(int Offset, string Text);

    sealed record Piece(char Start, char End, int EndOffset, List<Line> Lines)
    {
        // The text after the last line break, up to the delimiter.
        public Line Rest => Lines[^1];

        public bool HasBreak => Lines.Count > 1;
    }

    public static Decoded Decode(byte[] bytes)
    {
        var decoded = new Decoded();
        var ordinal = -1L;
        bool etxSeen = false, isNew = true, pastAddress = false, cutBefore = false, gapBefore = false;
        foreach (var piece in Pieces(bytes))
        {
            var first = piece.Lines[0].Text.Length;
            var continues = piece.Start != '\0' && !gapBefore && (cutBefore || first > 1);
            isNew |= piece.HasBreak && !continues;
            bool IsGroup(int i) => piece.Lines[i].Text.Length > 1
                && (i > 0 || (piece.Start != '\0' && !cutBefore));

            var cut = IsGroup(piece.Lines.Count - 1) && (piece.HasBreak || piece.Start == '\x02');
            isNew |= cut && !continues;
            var frames = new List<List<SeenGroup>>();
            for (var i = 0; i < piece.Lines.Count; i++)
            {
                var isRest = i == piece.Lines.Count - 1;
                if (isRest ? !cut || piece.End is '\x04' or '\0' : !IsGroup(i))
                {
                    continue;
                }

                var group = Group(piece.Lines[i]);
                var isAddress = group is { IsValid: true, Known: true, Name: "ADCO" or "ADSC" };
                if (frames.Count == 0 || (isAddress && pastAddress))
                {
                    // A second address starts a second frame, even without any delimiter between them.
                    continues &= !(isAddress && pastAddress);
                    isNew |= isAddress && pastAddress;
                    ordinal += isNew ? 1 : 0;
                    pastAddress &= !isNew;
                    isNew = false;
                    frames.Add([]);
                }

                frames[^1].Add(group);
                pastAddress |= group.IsValid && group.Known && !group.Name.StartsWith("ADIR", StringComparison.Ordinal);
            }

            if (isNew && cut && piece.End == '\x04')
            {
                // A part of the first group alone is also a frame.
                ordinal++;
                isNew = pastAddress = false;
            }

            for (var i = 0; i < frames.Count; i++)
            {
                var isLast = i == frames.Count - 1;
                var end = piece.End == '\0' && isLast ? FrameEnd.Truncated
                    : piece.Start == '\0' && i == 0 ? FrameEnd.Truncated
                    : frames.Count > 1 || piece.Start != '\x02' || continues || piece.End == '\x04' ? FrameEnd.Interrupted
                    : piece.End == '\x02' && cut && etxSeen ? FrameEnd.Interrupted
                    : FrameEnd.Complete;
                var next = isLast ? piece.EndOffset : frames[i + 1][0].Offset;
                decoded.Groups.AddRange(frames[i]);
                decoded.Frames.Add(Summary(
                    ordinal - frames.Count + 1 + i,
                    // A frame starts at its STX when it has one.
                    i == 0 && piece.Start == '\x02' ? piece.Lines[0].Offset - 1 : frames[i][0].Offset,
                    next, end, frames[i]));
            }

            etxSeen |= piece.End == '\x03';
            (cutBefore, gapBefore) = (cut, !piece.HasBreak && !cut);
        }

        return decoded;
    }

    static FrameSummary Summary(long ordinal, long start, long next, FrameEnd end, List<SeenGroup> groups) => new(
        ordinal,
        start,
        (int)(next - start),
        end,
        groups.FirstOrDefault(g => g.IsValid)?.Mode ?? TicMode.Unknown,
        groups.Count(g => g.IsValid),
        groups.Count(g => !g.IsValid),
        groups.Count(g => g.Fault is GroupFault.Parity or GroupFault.Structure or GroupFault.Checksum),
        IsInSequence([.. groups.Where(g => g.IsValid && g.Known).Select(g => g.Name)]));

    // True for labels in the order of the specification, each once. The warnings of historic mode may be anywhere.
    static bool IsInSequence(List<string> names)
    {
        string[] warnings = ["ADIR1", "ADIR2", "ADIR3", "ADPS"];
        var ranks = names.Except(warnings).Select(name => ReferenceForms.GetRank(name)).ToList();
        return names.Count == names.Distinct().Count() && ranks.SequenceEqual(ranks.Order());
    }

    static IEnumerable<Piece> Pieces(byte[] bytes)
    {
        var start = 0;
        var startedBy = '\0';
        for (var i = 0; i <= bytes.Length; i++)
        {
            if (i < bytes.Length && (bytes[i] & 0x7F) is not (2 or 3 or 4))
            {
                continue;
            }

            var endedBy = i < bytes.Length ? (char)(bytes[i] & 0x7F) : '\0';
            yield return new(startedBy, endedBy, i, Lines(WithoutParity(bytes[start..i]), start));
            (start, startedBy) = (i + 1, endedBy);
        }
    }

    // In a piece with parity bits, bit 7 then marks the bytes with a parity error. Any other piece remains unchanged.
    static string WithoutParity(byte[] piece)
    {
        static bool IsOdd(byte b) => BitOperations.PopCount(b) % 2 == 1;
        var keptParity = piece.Count(b => b >= 0x80) > piece.Count(IsOdd);
        return string.Concat(piece.Select(b => (char)(!keptParity ? b : IsOdd(b) ? b | 0x80 : b & 0x7F)));
    }

    static List<Line> Lines(string text, int offset)
    {
        var lines = new List<Line>();
        foreach (var line in text.Split('\n', '\r'))
        {
            lines.Add(new(offset, line));
            offset += line.Length + 1;
        }

        return lines;
    }

    [GeneratedRegex(@"^(?<label>[^\t]+)\t((?<time>[^\t]+)\t)?(?<data>[^\t]*)\t(?<sum>[^\t])\z")]
    private static partial Regex StandardGroup();

    [GeneratedRegex(@"^(?<label>[^ ]+) (?<data>.*) (?<sum>.)\z")]
    private static partial Regex HistoricGroup();

    static SeenGroup Group(Line line)
    {
        SeenGroup Refused(GroupFault fault) => new(line.Offset, TicMode.Unknown, false, "", "", "", fault);
        var text = line.Text;
        if (text.Any(c => c >= 0x80))
        {
            return Refused(GroupFault.Parity);
        }

        var mode = text.Contains('\t') ? TicMode.Standard : TicMode.Historic;
        var match = (mode == TicMode.Standard ? StandardGroup() : HistoricGroup()).Match(text);
        if (!match.Success || text.Any(c => c < ' ' && c != '\t') || text.Contains('\x7F'))
        {
            return Refused(GroupFault.Structure);
        }

        var (label, time, data) = (match.Groups["label"].Value, match.Groups["time"].Value, match.Groups["data"].Value);
        // The sum of standard mode includes the last separator. That of historic mode does not.
        var summed = text[..^(mode == TicMode.Standard ? 1 : 2)];
        var isSummed = match.Groups["sum"].Value[0] == (summed.Sum(c => c) & 0x3F) + 0x20;
        var known = ReferenceForms.IsKnown(mode, label);
        var fault = !isSummed ? GroupFault.Checksum
            : known && !ReferenceForms.Accepts(label, match.Groups["time"].Success ? time : null, data) ? GroupFault.Form
            : GroupFault.None;
        return new(line.Offset, mode, known, label, time, data, fault);
    }
}
