namespace Oya.Proof;

/// <summary>Trials by what came of them; a trial counts once in each column.</summary>
public sealed class CorruptionCount
{
    public long Trials { get; set; }

    /// <summary>A wrong value would have passed parity and checksum, were there no check of the label's form.</summary>
    public long WithoutForm { get; set; }

    /// <summary>The decoder accepted a wrong number, date, hexadecimal, code or address.</summary>
    public long Wrong { get; set; }

    /// <summary>And the history of the meter finds no doubt of the frame that it came in.</summary>
    public long Believed { get; set; }

    /// <summary>The decoder accepted a wrong free text: NGTF, LTARF, MSG1, MSG2, MOTDETAT.</summary>
    public long WrongText { get; set; }

    /// <summary>The first ones, to look at.</summary>
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
