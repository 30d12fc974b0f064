namespace Oya.Proof;

/// <summary>The subject of a block of trials: an error model on one kind of stream.</summary>
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
/// A block of 10 000 trials with its own seed and decoder, so the result is the same for any number of threads. A trial
/// draws a byte of the middle one of three frames, with equal probability, and damages the stream there. It then
/// compares every value that the decoder accepts with those that were sent.
/// </summary>
public sealed class CorruptionBlock : ITicHandler
{
    const int Trials = 10_000;

    // Trials for one set of frames. Drawing frames takes longer than decoding them.
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
    /// Runs a number of trials, with the same result for any number of threads. Keeps some of the wrong values as
    /// examples.
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
            CheckWithHistory(total);
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
    /// The bytes to decode. This is the middle frame only, when the damage is far from its ends and made no delimiter:
    /// the other two frames then decode as usual. Otherwise it is all three frames.
    /// </summary>
    ReadOnlySpan<byte> Affected(int start, int length, int at, int total)
    {
        var isInside = at > start && at + ErrorModel.Span < start + length
            && !_sent.Line.AsSpan(at, ErrorModel.Span).ContainsAny(Lines.Delimiters)
            && !_bytes.AsSpan(at, ErrorModel.Span).ContainsAny(Lines.Delimiters);
        return isInside ? _bytes.AsSpan(start, length + total - _sent.Line.Length) : _bytes.AsSpan(0, total);
    }

    /// <summary>
    /// Decodes all three frames once more, with a history that has seen intact frames of this meter. Wrong values are
    /// rare, so each one gets a new history.
    /// </summary>
    void CheckWithHistory(int total)
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
            _accepted = $"{Lines.Show(group.Raw, false)} in a frame with anomaly: {anomaly}";
        }
    }

    // Shows the bytes around the damage.
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
