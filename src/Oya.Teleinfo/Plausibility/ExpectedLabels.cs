namespace Oya.Teleinfo;

/// <summary>The labels that a meter always sends in one kind of frame, learned from its own frames.</summary>
/// <remarks>
/// <para>A whole frame with more labels than before is accepted at once: a load curve or a mobile peak has begun. Any
/// other list may come from half a frame that a false delimiter cut, or may hide two groups glued into one. So the
/// contract has changed only when two frames in a row have the same list, and the second of them is accepted. It need
/// not be whole: a recorder that drops STX and ETX never gives a whole frame, nor does a meter with one group that is
/// always invalid.</para>
/// <para>An invalid group counts with its label, because the meter sent it.</para>
/// <para>Some meters leave out the status word of historic mode (MOTDETAT) at times. It is at the end of a frame, where
/// a splice would leave no other trace. So it is reported missing only when each of the last 255 frames had it.</para>
/// <para>A mobile peak ends with a half-hour, and its groups then disappear; that frame must not be lost. A start
/// (DPMn) and its end (FPMn) disappear together. One without the other is a trace of two glued groups.</para>
/// </remarks>
struct ExpectedLabels
{
    // A meter sends these only at times: during an overrun or a notice, a message that is shown once, the profile of a
    // peak until the peak begins, and the status word that some meters leave out.
    static readonly LabelSet Occasional = LabelSet.Create(
        TicLabel.ADIR1, TicLabel.ADIR2, TicLabel.ADIR3, TicLabel.PEJP, TicLabel.ADPS, TicLabel.MOTDETAT,
        TicLabel.MSG2, TicLabel.PPOINTE);

    LabelSet _always;
    LabelSet _other;

    // Successive frames that had the status word, up to 255.
    byte _withStatus;

    /// <summary>False until enough frames have come to know what the meter sends.</summary>
    public readonly bool IsKnown => !_always.IsEmpty;

    /// <summary>
    /// Learns from a frame whose groups are in sequence, and returns the labels without a valid group.
    /// </summary>
    public LabelSet FindMissing(in FrameLabels labels, in FrameSummary frame)
    {
        var all = labels.Valid | labels.Invalid;
        var sent = all.Except(Occasional);
        if (sent == _always)
        {
            _other = default;
        }
        else if (sent == _other || (frame.IsWhole && _always.Except(sent).IsEmpty))
        {
            _always = sent;
            _other = default;
        }
        else
        {
            _other = sent;
        }

        var lacked = RemoveEndedPeaks(_always.Except(labels.Valid), sent);
        return lacked.IsEmpty ? FindMissingStatus(all.Has(TicLabel.MOTDETAT)) : lacked;
    }

    LabelSet FindMissingStatus(bool isSent)
    {
        var isMissed = !isSent && _withStatus == byte.MaxValue;
        _withStatus = isSent ? (byte)Math.Min(_withStatus + 1, byte.MaxValue) : (byte)0;
        return isMissed ? LabelSet.Create(TicLabel.MOTDETAT) : default;
    }

    static LabelSet RemoveEndedPeaks(LabelSet lacked, LabelSet sent)
    {
        for (var start = TicLabel.DPM1; start <= TicLabel.DPM3 && !lacked.IsEmpty; start += 2)
        {
            var end = start + 1;
            lacked = sent.Has(start) || sent.Has(end) ? lacked : lacked.Except(LabelSet.Create(start, end));
        }

        return lacked;
    }
}
