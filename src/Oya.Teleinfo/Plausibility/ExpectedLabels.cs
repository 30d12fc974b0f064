namespace Oya.Teleinfo;

/// <summary>The labels that a meter always sends in one kind of frame, learned from its frames.</summary>
/// <remarks>
/// <para>A whole frame with more labels than before is believed at once: a load curve or a mobile peak has begun. Any
/// other list may be the half of a frame that a false delimiter cut, or hide two groups glued into one: only when two
/// frames in a row agree has the contract changed, and the second of them is believed. It need not be whole, because of
/// a recorder that drops STX and ETX, or a meter of which one group is invalid every time, no frame ever is.</para>
/// <para>A group that is invalid is in the list by its label: it was sent.</para>
/// <para>The status word of historic mode (MOTDETAT) is left out by some meters, now and then. It is at the end of a
/// frame, where a splice would leave no other trace: it is missed when each of the last 255 frames had it.</para>
/// <para>Mobile peaks end, and their groups go, when a half-hour does: that frame is not to be lost. A start (DPMn) and
/// its end (FPMn) go together; one that is there without the other is what two glued groups leave.</para>
/// </remarks>
struct ExpectedLabels
{
    // Sent while something lasts, or now and then: an overrun, a notice, the message shown once, the profile of a peak
    // until it begins, and the status word that some meters leave out at times.
    static readonly LabelSet Occasional = LabelSet.Create(
        TicLabel.ADIR1, TicLabel.ADIR2, TicLabel.ADIR3, TicLabel.PEJP, TicLabel.ADPS, TicLabel.MOTDETAT,
        TicLabel.MSG2, TicLabel.PPOINTE);

    LabelSet _always;
    LabelSet _other;

    // Frames in a row that had the status word, up to 255.
    byte _withStatus;

    /// <summary>False until enough has come to say what its meter sends.</summary>
    public readonly bool IsKnown => !_always.IsEmpty;

    /// <summary>Takes in a frame whose groups are in sequence, and says which valid groups it lacks.</summary>
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

        var lacked = WithoutEndedPeaks(_always.Except(labels.Valid), sent);
        return lacked.IsEmpty ? LackedStatus(all.Has(TicLabel.MOTDETAT)) : lacked;
    }

    LabelSet LackedStatus(bool isSent)
    {
        var isMissed = !isSent && _withStatus == byte.MaxValue;
        _withStatus = isSent ? (byte)Math.Min(_withStatus + 1, byte.MaxValue) : (byte)0;
        return isMissed ? LabelSet.Create(TicLabel.MOTDETAT) : default;
    }

    static LabelSet WithoutEndedPeaks(LabelSet lacked, LabelSet sent)
    {
        for (var start = TicLabel.DPM1; start <= TicLabel.DPM3 && !lacked.IsEmpty; start += 2)
        {
            var end = start + 1;
            lacked = sent.Has(start) || sent.Has(end) ? lacked : lacked.Except(LabelSet.Create(start, end));
        }

        return lacked;
    }
}
