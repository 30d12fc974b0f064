namespace Oya.Proof;

/// <summary>Decodes a damaged stream, and counts the intact groups that the decoder recovers.</summary>
public sealed class Recovery : ITicHandler
{
    readonly BadLine _stream;
    readonly TicDecoder _decoder = new();
    int _next;

    public Recovery(BadLine stream, int chunk)
    {
        _stream = stream;
        var handler = this;
        for (var at = 0; at < stream.Bytes.Length; at += chunk)
        {
            _decoder.Decode(stream.Bytes.AsSpan(at, Math.Min(chunk, stream.Bytes.Length - at)), ref handler);
        }

        _decoder.Complete(ref handler);
        Skip(long.MaxValue);
    }

    /// <summary>Intact groups that were emitted unchanged at their offset.</summary>
    public long Recovered { get; private set; }

    /// <summary>Intact groups that were not emitted, each with the damage of its frame.</summary>
    public List<IntactGroup> Lost { get; } = [];

    /// <summary>Values of known labels that the meter did not send in these frames.</summary>
    public List<string> NeverSent { get; } = [];

    /// <summary>Free texts (NGTF, LTARF, MSG1, MSG2, MOTDETAT) that the meter did not send in these frames.</summary>
    public long NeverSentTexts { get; private set; }

    public void OnFrame(in TicFrame frame)
    {
        foreach (var group in frame.Groups)
        {
            Skip(group.Offset);
            if (!group.IsValid)
            {
                continue;
            }

            var text = group.Raw[..^2];
            if (_next < _stream.Intact.Count && _stream.Intact[_next].Offset == group.Offset
                && text.SequenceEqual(_stream.GetText(_stream.Intact[_next])))
            {
                Recovered++;
                _next++;
            }
            else if (group.Label != TicLabel.Unknown && !_stream.WasSent(text, group.Offset))
            {
                Accept(group);
            }
        }
    }

    void Accept(in TicGroup group)
    {
        if (Lines.IsFreeText(group.Label))
        {
            NeverSentTexts++;
            return;
        }

        NeverSent.Add($"{Lines.Show(group.Raw, false)} at {group.Offset}");
    }

    // Counts the groups that start before an offset and were not emitted as lost.
    void Skip(long offset)
    {
        for (; _next < _stream.Intact.Count && _stream.Intact[_next].Offset < offset; _next++)
        {
            Lost.Add(_stream.Intact[_next]);
        }
    }
}
