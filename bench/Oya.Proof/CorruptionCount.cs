namespace Oya.Proof;

/// <summary>Trials by their result. A trial counts at most once in each column.</summary>
public sealed class CorruptionCount
{
    public long Trials { get; set; }

    /// <summary>Trials in which a wrong value passes parity and checksum, with or without a valid form.</summary>
    public long WithoutForm { get; set; }

    /// <summary>Trials in which the decoder accepted a wrong number, date, hexadecimal, code or address.</summary>
    public long Wrong { get; set; }

    /// <summary>
    /// Those of <see cref="Wrong"/> in which the history finds no anomaly in the frame with the value.
    /// </summary>
    public long Believed { get; set; }

    /// <summary>Trials in which the decoder accepted a wrong free text: NGTF, LTARF, MSG1, MSG2, MOTDETAT.</summary>
    public long WrongText { get; set; }

    /// <summary>The first wrong values, as examples.</summary>
    public List<string> Examples { get; } = [];

    public void Add(CorruptionCount other, int examples)
    {
        Trials += other.Trials;
        WithoutForm += other.WithoutForm;
        Wrong += other.Wrong;
        Believed += other.Believed;
        WrongText += other.WrongText;
        Examples.AddRange(other.Examples.Take(examples - Examples.Count));
    }
}
