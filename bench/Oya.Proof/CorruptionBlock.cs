namespace Oya.Proof;

/// <summary>What a block of trials tries: an error model on one kind of stream.</summary>
public sealed record CorruptionCase(TicMode Mode, bool ParityKept, ErrorModel Model)
{
    public static IReadOnlyList<CorruptionCase> All { get; } =
    [
        .. from mode in new[] { TicMode.Standard, TicMode.Historic }
           from parityKept in new[] { false, true }
           from model in ErrorModel.All
           select new CorruptionCase(mode, parityKept, model),
    ];
}

/// <summary>
/// Some thousands of trials with a seed and a decoder of their own, so that the result is the same for any number of
/// threads. A trial damages a byte of the frame in the middle of three, drawn evenly, and looks at every value that
/// comes out.
/// </summary>
public sealed class CorruptionBlock : ITicHandler
{
    const int Trials = 10_000;

    // Trials of one set of frames: many, because frames take longer to draw than to decode.
    const int TrialsOfOneMeter = 50;

    readonly CorruptionCase _case;
    readonly ulong _seed;
    readonly int _examples;
    readonly TicDecoder _decoder = new();
    readonly SentFrames _sent = new();
    readonly CorruptionCount _count = new();
    byte[] _bytes = [];
    bool _withoutForm, _wrong, _believed, _wrongText;
    string? _accepted;
    MeterHistory? _history;

    CorruptionBlock(CorruptionCase @case, ulong seed, int examples) =>
        (_case, _seed, _examples) = (@case, seed, examples);

    /// <summary>
    /// Some number of trials, the same for any number of threads; of the wrong values some are kept, to look at.
    /// </summary>
    public static CorruptionResult Run(CorruptionCase @case, long trials, ulong seed, int threads, int examples)
    {
        var blocks = new CorruptionCount[(trials + Trials - 1) / Trials];
        _ = Parallel.For(0, blocks.Length, new() { MaxDegreeOfParallelism = threads }, i =>
            blocks[i] = new CorruptionBlock(@case, seed, examples).Run(i, Math.Min(Trials, trials - (long)i * Trials)));
        var total = new CorruptionCount();
        foreach (var block in blocks)
        {
            total.Add(block, examples);
        }

        return new(@case, total);
    }

    CorruptionCount Run(long block, long trials)
    {
        var kinds = MeterKinds.ForMode(_case.Mode);
        var dice = Dice.At(
            _seed, (int)_case.Mode, _case.ParityKept ? 1 : 0, ErrorModel.All.ToList().IndexOf(_case.Model), block);
        for (var i = 0; i < trials; i++)
        {
            if (i % TrialsOfOneMeter == 0)
            {
                _sent.Draw(dice.From<MeterKind>(kinds), new(dice.Next()), _case.ParityKept, _decoder);
                _bytes = new byte[_sent.Line.Length + 1];
            }

            Try(ref dice);
        }

        _count.Trials = trials;
        return _count;
    }

    void Try(ref Dice dice)
    {
        var (start, length) = _sent.Middle.GetOffsetAndLength(_sent.Line.Length);
        _sent.Line.CopyTo(_bytes, 0);
        var at = start + dice.Below(length);
        var total = at + _case.Model.Damage(ref dice, _bytes.AsSpan(at), _case.ParityKept ? 8 : 7);
        _withoutForm = _wrong = _believed = _wrongText = false;
        _accepted = null;
        var handler = this;
        _decoder.Decode(Affected(start, length, at, total), ref handler);
        if (_wrong)
        {
            AskHistory(total);
        }

        _count.WithoutForm += _withoutForm ? 1 : 0;
        _count.Wrong += _wrong ? 1 : 0;
        _count.Believed += _believed ? 1 : 0;
        _count.WrongText += _wrongText ? 1 : 0;
        if (_wrong && _count.Examples.Count < _examples)
        {
            _count.Examples.Add(Example(at, total));
        }
    }

    /// <summary>
    /// The frame in the middle alone, when its damage is far from its ends and made no delimiter: what comes before and
    /// after it is then as if it were whole. Else all three.
    /// </summary>
    ReadOnlySpan<byte> Affected(int start, int length, int at, int total)
    {
        var isInside = at > start && at + ErrorModel.Span < start + length
            && !_sent.Line.AsSpan(at, ErrorModel.Span).ContainsAny(Lines.Delimiters)
            && !_bytes.AsSpan(at, ErrorModel.Span).ContainsAny(Lines.Delimiters);
        return isInside ? _bytes.AsSpan(start, length + total - _sent.Line.Length) : _bytes.AsSpan(0, total);
    }

    /// <summary>
    /// All three frames once more, past a memory of meters that has seen intact ones of this meter. Wrong values are few:
    /// each has a memory of its own.
    /// </summary>
    void AskHistory(int total)
    {
        _history = new();
        var before = new FramesBefore(_history);
        var first = _sent.Line.AsSpan(0, _sent.Middle.Start.Value);
        for (var i = 0; i < SentFrames.CountBefore(_case.Mode); i++)
        {
            _decoder.Decode(first, ref before);
        }

        var handler = this;
        _decoder.Decode(_bytes.AsSpan(0, total), ref handler);
        _history = null;
    }

    readonly struct FramesBefore(MeterHistory history) : ITicHandler
    {
        public void OnFrame(in TicFrame frame) => _ = history.Check(frame);
    }

    public void OnFrame(in TicFrame frame)
    {
        var anomaly = _history?.Check(frame);
        foreach (var group in frame.Groups)
        {
            if (group.Fault == GroupFault.Form)
            {
                _withoutForm = true;
            }
            else if (group.IsValid && group.Label != TicLabel.Unknown && !_sent.Contains(group.Label, group.Raw[..^2]))
            {
                Accepted(group, anomaly);
            }
        }
    }

    void Accepted(in TicGroup group, FrameAnomaly? anomaly)
    {
        var isText = Lines.IsFreeText(group.Label);
        _withoutForm = true;
        _wrongText |= isText;
        _wrong |= !isText;
        _believed |= !isText && anomaly == FrameAnomaly.None;
        if (!isText && _examples > _count.Examples.Count)
        {
            _accepted = $"{Lines.Show(group.Raw, false)} in a frame of doubt: {anomaly}";
        }
    }

    // From the line before the damage to the line after it.
    string Example(int at, int total)
    {
        string Show(ReadOnlySpan<byte> bytes)
        {
            var from = Math.Max(0, at - 45);
            return Lines.Show(bytes[from..Math.Min(bytes.Length, at + 75)], _case.ParityKept);
        }

        return $"sent {Show(_sent.Line)}\n  came {Show(_bytes.AsSpan(0, total))}\n  accepted {_accepted}";
    }
}
